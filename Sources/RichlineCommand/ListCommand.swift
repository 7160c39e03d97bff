import ArgumentParser
import Richline

struct ListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Lists what is installed.",
    discussion: "  richline list --format json")

  @ArgumentParser.Option(help: "text or json (one object a line).")
  var format = ReportFormat.text

  func run() {
    let groups = ComponentGroup.all(Catalog.registry)
    switch format {
    case .json:
      for group in groups {
        for spec in group.specs {
          Terminal.output(
            "{\"kind\":\(JSONText.quoted(group.kind.rawValue)),\"name\":\(JSONText.quoted(spec.name)),"
              + "\"summary\":\(JSONText.quoted(spec.summary))}")
        }
      }
    case .text:
      let width = groups.flatMap(\.specs).map(\.name.count).max() ?? 0
      for group in groups {
        Terminal.output("\(group.kind.title):")
        for spec in group.specs {
          let gap = String(repeating: " ", count: width - spec.name.count + 2)
          Terminal.output("  \(spec.name)\(gap)\(spec.summary)")
        }
        Terminal.output("")
      }
      Terminal.output("'richline explain NAME' shows more.")
    }
  }
}
