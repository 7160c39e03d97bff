import ArgumentParser
import Richline

struct LookupVerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Reads databases whole: every node of the tree and every record.",
    discussion: """
        richline lookup verify GeoLite2-City.mmdb

      Exit code 1: one of them is damaged. 3: one cannot be read.
      """)

  @Argument(help: "MaxMind databases.")
  var files: [String]

  @ArgumentParser.Option(help: "text or json (one object a line).")
  var format = ReportFormat.text

  func run() throws {
    var status = ExitStatus.good
    for file in files {
      do throws(LookupError) {
        let table = try MMDBTable.open(path: file)
        do throws(LookupError) { report(file, try DatabaseCheck(table)) } catch {
          report(file, "'\(file)' is damaged: \(error.message)")
          if status == .good { status = .findings }
        }
      } catch {
        report(file, error.message)
        status = .cannotLoad
      }
    }
    if status != .good { throw status.code }
  }

  private func report(_ file: String, _ check: DatabaseCheck) {
    guard format == .json else {
      return Terminal.output(
        "\(file): good: \(check.type), \(check.networkCount) networks, \(check.recordCount) records"
      )
    }
    var line = JSONObject()
    line.add("file", file)
    line.add("good", raw: "true")
    line.add("type", check.type)
    line.add("networks", check.networkCount)
    line.add("records", check.recordCount)
    Terminal.output(line.text)
  }

  private func report(_ file: String, _ message: String) {
    guard format == .json else { return Terminal.error("richline: \(message)") }
    var line = JSONObject()
    line.add("file", file)
    line.add("good", raw: "false")
    line.add("message", message)
    Terminal.output(line.text)
  }
}

/// A walk over all of a database, and what it holds.
struct DatabaseCheck {
  let type: String
  private(set) var networkCount = 0
  private(set) var recordCount = 0

  /// Errors: the first damage.
  init(_ table: MMDBTable) throws(LookupError) {
    type = table.description.type
    do throws(LookupError) { try table.verify() } catch {
      throw LookupError(
        error.message.hasPrefix("damaged: ") ? String(error.message.dropFirst(9)) : error.message)
    }
    var seen: Set<UInt32> = []
    var cursor = NetworkCursor(table)
    while let network = try cursor.next() {
      networkCount += 1
      seen.insert(network.record)
    }
    recordCount = seen.count
  }
}
