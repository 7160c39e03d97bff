import ArgumentParser
import Richline

struct LookupBuildCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "build",
    abstract: "Builds a MaxMind database from a CSV file or NDJSON.",
    usage: "richline lookup build [<options>] <table> <output>",
    discussion: """
        richline lookup build offices.csv offices.mmdb --type Acme-Offices

      The networks stand in the column 'network' (an address, 10.0.0.0/8, or 10.0.0.1-10.0.0.9), or in \
      'from' and 'to', or where --network says. A heading such as country.iso_code makes maps inside \
      maps, tags[0] lists. A heading may end in a type, as floor:uint16; without one a column is \
      typed when all its values are numbers, or true and false. Names that MaxMind uses have MaxMind's \
      types. Files that end in .ndjson or .jsonl hold JSON objects.

      Exit code 3: the table cannot be used; the message names the line. 5: it cannot be written.
      """)

  @Argument(help: "The table.", completion: .file(extensions: ["csv", "ndjson", "jsonl"]))
  var table: String

  @Argument(help: "The database; what is there under its name is replaced when all is well.")
  var output: String

  @ArgumentParser.Option(help: "The type in the metadata.")
  var type = "Richline-Networks"

  @ArgumentParser.Option(help: "The description in the metadata.")
  var about = ""

  @ArgumentParser.Option(help: "The column with the networks, or two names with a comma between.")
  var network: String?

  @ArgumentParser.Option(help: "What stands between cells: comma, semicolon, tab or pipe.")
  var delimiter = Delimiter.comma

  @ArgumentParser.Option(
    help:
      "Networks inside others: the record of the inner one alone, merged with the outer, or refuse."
  )
  var overlap = NetworkOverlap.inner

  @ArgumentParser.Option(
    help: "24, 28 or 32 bits a record of the tree; the smallest that does unless stated.")
  var recordSize: Int?

  @ArgumentParser.Option(help: "4 or 6; 4 when all networks are IPv4 unless stated.")
  var ipVersion: Int?

  @Flag(help: "IPv4 is found under ::ffff:0:0/96, 2001::/32 and 2002::/16 too.")
  var aliases = false

  @ArgumentParser.Option(
    help: "The build date, as 2026-11-21 or 2026-11-21T23:12:24Z; now unless stated.")
  var date: String?

  @ArgumentParser.Option(help: "text or json (one object).")
  var format = ReportFormat.text

  func validate() throws {
    if let recordSize, ![24, 28, 32].contains(recordSize) {
      throw ValidationError("'--record-size' takes 24, 28 or 32")
    }
    if let ipVersion, ![4, 6].contains(ipVersion) {
      throw ValidationError("'--ip-version' takes 4 or 6")
    }
    if let network, !(1...2).contains(LookupBuildCommand.names(network).count) {
      throw ValidationError("'--network' takes one name, or two with a comma between")
    }
    if let date, LookupBuildCommand.seconds(date) == nil {
      throw ValidationError("'--date' takes a date such as 2026-11-21, not '\(date)'")
    }
  }

  func run() throws {
    if let file = FileStatus(Array(table.utf8CString)),
      file == FileStatus(Array(output.utf8CString))
    {
      throw ValidationError("'\(output)' is the table itself: name another file for the database")
    }
    let built: MMDBBuilder.Built
    do throws(LookupError) { built = try build() } catch { throw LookupCommand.refuse(error) }
    do throws(SystemError) { try OutputFile.write(built.bytes, to: output) } catch {
      Terminal.error("richline: cannot write '\(output)': \(error.reason)")
      throw ExitStatus.trouble.code
    }
    report(built)
  }

  private func build() throws(LookupError) -> MMDBBuilder.Built {
    let isJSON = table.hasSuffix(".ndjson") || table.hasSuffix(".jsonl")
    let rows =
      isJSON
      ? try TableFile.ndjson(path: table)
      : try TableFile.csv(path: table, delimiter: delimiter.byte)
    let types = isJSON ? [:] : try rows.takeTypes()
    let columns = network.map(LookupBuildCommand.names)
    let source: NetworkTable.Source? = columns.map {
      $0.count == 2 ? .columns(first: $0[0], last: $0[1]) : .column($0[0])
    }
    let networks = try NetworkTable(
      rows, source: source,
      other: { name in
        KnownFields.type(of: name).flatMap { RecordType($0) } ?? rows.recordType(ofColumn: name)
      }, types: types)
    var builder = MMDBBuilder()
    builder.type = type
    builder.about = about
    builder.overlap = overlap
    builder.recordBits = recordSize
    builder.ipVersion = ipVersion
    builder.hasAliases = aliases
    builder.buildDate =
      date.flatMap(LookupBuildCommand.seconds) ?? SystemClock.milliseconds / 1000
    return try builder.build(networks)
  }

  private func report(_ built: MMDBBuilder.Built) {
    guard format == .json else {
      return Terminal.output(
        "\(output): \(built.networkCount) networks, \(built.recordCount) different records, "
          + "\(built.nodeCount) nodes of \(built.recordBits) bits, IPv\(built.ipVersion), "
          + "\(built.bytes.count) bytes")
    }
    var line = JSONObject()
    line.add("file", output)
    line.add("networks", built.networkCount)
    line.add("records", built.recordCount)
    line.add("nodes", built.nodeCount)
    line.add("record_size", built.recordBits)
    line.add("ip_version", built.ipVersion)
    line.add("bytes", built.bytes.count)
    Terminal.output(line.text)
  }

  private static func names(_ text: String) -> [String] {
    text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
  }

  private static func seconds(_ text: String) -> Int64? {
    let whole = text.utf8.count == 10 ? text + "T00:00:00Z" : text
    // Other readers take no database of the first second of 1970 or before.
    return TimestampText.parse(rfc3339: Bytes.constant(whole)).map { $0 / 1000 }.flatMap {
      $0 > 0 ? $0 : nil
    }
  }
}
