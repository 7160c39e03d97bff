import Foundation
import Testing

@Suite struct `commands that pages print` {
  static let pages: [String] = {
    let root = URL(fileURLWithPath: Program.root)
    func names(_ folder: String) -> [String] {
      let names = try? FileManager.default.contentsOfDirectory(
        atPath: root.appendingPathComponent(folder).path)
      return (names ?? []).sorted()
    }
    let docs = names("Docs").filter { $0.hasSuffix(".md") }.map { "Docs/\($0)" }
    let decisions = names("Docs/Decisions").map { "Docs/Decisions/\($0)" }
    let examples = names("examples").map { "examples/\($0)/README.md" }
    return ["README.md", "CONTRIBUTING.md"] + docs + decisions + examples
  }()

  private static func text(_ page: String) throws -> String {
    try String(contentsOfFile: "\(Program.root)/\(page)", encoding: .utf8)
  }

  /// The words behind each `richline`, up to what the shell or the sentence says next.
  private static func commands(_ text: String) -> [[String]] {
    text.matches(of: /(?:^|[\s`'(])richline ([a-z][^|<>;`'"&)\n]*)/)
      .map { $0.output.1.split(separator: " ").map(String.init) }
  }

  /// The verbs of the program with their help.
  private static let helps: [[String]: String] = {
    let manual = try? Bed().start(["manual"], input: "/dev/null").end().out
    let verbs = (manual ?? "").split(separator: "\n").filter { $0.hasPrefix(".SS richline") }
      .map { $0.split(separator: " ").dropFirst(2).map(String.init) }
    var helps: [[String]: String] = [:]
    for verb in verbs {
      helps[verb] = try? Bed().start(verb + ["--help"], input: "/dev/null").end().out
    }
    return helps
  }()

  @Test(arguments: pages) func `are verbs with options that they have`(page: String) throws {
    for command in Self.commands(try Self.text(page)) {
      let help = Self.helps[Array(command.prefix(2))] ?? Self.helps[Array(command.prefix(1))]
      let options = command.filter { $0.hasPrefix("--") }
        .compactMap { $0.split(separator: "=").first.map(String.init) }
      guard let help else {
        Issue.record("\(page): there is no 'richline \(command.joined(separator: " "))'")
        continue
      }
      for option in options {
        #expect(
          help.contains("\(option) ") || help.contains("\(option)\n"),
          "\(page): 'richline \(command.joined(separator: " "))' has no \(option)")
      }
    }
  }

  @Test func `are found where they stand`() {
    #expect(Self.helps.count >= 15)
    let words = Self.commands("`richline run a.yaml --now 1` or\n  zcat x | richline try b < c")
    #expect(words == [["run", "a.yaml", "--now", "1"], ["try", "b"]])
  }

  @Test func `stand in the table of the README, one for each verb`() throws {
    let rows = try Self.text("README.md").split(separator: "\n")
      .filter { $0.hasPrefix("| `richline ") }
    for verb in Set(Self.helps.keys.map { $0[0] }) {
      #expect(rows.contains { $0.hasPrefix("| `richline \(verb)") }, "no row for \(verb)")
    }
  }
}
