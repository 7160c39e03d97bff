public import StageKit

/// Replaces the last parts of the visitor's address by `x`.
///
/// Shape: reads an address as text and writes `user_ipaddress`; what is no address but has dots or
/// colons is cut at these; everything else stays as it is.
/// Cost: at most 100 bytes for an address.
/// Source: Snowplow Enrich's anon_ip, fact sheet 4.19.
public struct AnonymizeIP: EventStage {
  static let octets = Option<Int>(
    "octets", "how many of the four parts of an IPv4 address are replaced, from the last on",
    default: 1, type: .integer(1...4))
  static let segments = Option<Int>.optional(
    "segments",
    "how many of the eight groups of an IPv6 address are replaced; as many as `octets` if left out",
    type: .integer(1...8))
  static let ip = Input("ip", .text, default: "user_ipaddress", "the address to anonymize")

  static let output = Output("user_ipaddress", .text, "the address with `x` for its last parts")

  public static let spec = StageSpec(
    "anonymize_ip", "replaces the last parts of the visitor's address", octets, segments, ip,
    output,
    notes: """
      Stages that need the whole address, such as `ip_lookup`, stand before this one; sinks below it
      never see more than what is left. The result always goes to `user_ipaddress`, also when `ip`
      names another field to read; that other field keeps what it has.

      IPv6 addresses are written as eight groups without padding; the octets of an IPv4 address in
      an IPv6 one (`::ffff:192.0.2.1`) are replaced as `octets` says.
      """,
    example: """
      stages:
        - use: anonymize_ip
          octets: 2
          segments: 5
      """)

  private let input: InputRef
  private let result: OutputRef
  private let masked: (octets: Int, segments: Int)

  public init(_ setup: Setup) throws(Findings) {
    input = setup[Self.ip]
    result = setup[Self.output]
    let octets = setup[Self.octets]
    masked = (octets, setup[Self.segments] ?? octets)
  }

  public func enrich(_ event: borrowing Event, _ changes: inout Changes) throws(Failure) {
    guard let address = event.text(input) else { return }
    let text = IPAnonymizer.anonymize(
      address, octets: masked.octets, segments: masked.segments, arena: event.arena)
    changes.set(result, text: text)
  }
}
