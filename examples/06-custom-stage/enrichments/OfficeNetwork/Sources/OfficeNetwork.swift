public import StageKit

/// Tells the traffic of one's own offices from that of visitors.
///
/// Shape: reads an address; writes whether a table of networks has it, and the name that stands there.
/// What is no address changes nothing.
/// Errors: a damaged table gives the event up with class `lookup`.
/// Cost: a look-up for each event; nothing is copied.
public struct OfficeNetwork: WorkspaceStage {
  static let ip = Input("ip", .text, default: "user_ipaddress", "the address of the visitor")
  static let offices = Needs("offices", .ipTable, "the networks of the offices")
  static let column = Option<String>(
    "column", "the column of the table with the name of the office", default: "office")
  static let office = Output("office", .text, "the office that the event came from")
  static let isInternal = Output("is_internal", .boolean, "whether it came from an office")

  public static let spec = StageSpec(
    "office_network", "says which events come from one's own offices", ip, offices, column, office,
    isInternal,
    notes: """
      The stage stands before `anonymize_ip`, since it needs the whole address. A network without a
      name in its column makes events internal all the same.
      """,
    example: """
      lookups:
        offices: { use: csv, path: offices.csv, key: network }
      stages:
        - use: office_network
          offices: offices
      """)

  private let address: InputRef
  private let table: LookupRef<any IPTable>
  private let path: IPTablePath
  private let outputs: (office: OutputRef, isInternal: OutputRef)

  public init(_ setup: Setup) throws(Findings) {
    address = setup[Self.ip]
    table = setup[Self.offices]
    outputs = (setup[Self.office], setup[Self.isInternal])
    do throws(LookupError) { path = try IPTablePath(parsing: setup[Self.column]) } catch {
      throw [setup.finding("column", "bad-value", error.message)]
    }
  }

  public func makeWorkspace(_ lookups: Lookups) -> IPTableReader {
    IPTableReader(lookups[table], paths: [path])
  }

  public func enrich(
    _ event: borrowing Event, _ changes: inout Changes, _ workspace: inout IPTableReader
  ) throws(Failure) {
    guard let text = event.text(self.address), let address = IPAddress.parse(text) else { return }
    let values = try workspace.values(of: address)
    changes.set(outputs.isInternal, .boolean(values != nil))
    changes.set(outputs.office, text: values?[0].text)
  }
}
