import DiagnosticKit
import MarkedYAML
import Testing

@testable import UserAgents

/// uap-core's own cases, as Debian ships them beside the rules.
@Suite struct UAPCoreTests {
  /// A file of cases, and the keys of a case beside our name for its value.
  struct CaseFile: Sendable, CustomTestStringConvertible {
    let name: String
    let values: [(key: String, ours: String)]
    var testDescription: String { name }

    static let program = [
      (key: "family", ours: "family"), ("major", "major"), ("minor", "minor"), ("patch", "patch"),
    ]
    static let system = [
      (key: "family", ours: "os"), ("major", "os_major"), ("minor", "os_minor"),
      ("patch", "os_patch"), ("patch_minor", "os_patch_minor"),
    ]
    static let device = [(key: "family", ours: "device"), ("brand", "brand"), ("model", "model")]

    static let all = [
      CaseFile(name: "tests/test_ua.yaml", values: program),
      CaseFile(name: "tests/test_os.yaml", values: system),
      CaseFile(name: "tests/test_device.yaml", values: device),
      CaseFile(name: "test_resources/firefox_user_agent_strings.yaml", values: program),
      CaseFile(name: "test_resources/opera_mini_user_agent_strings.yaml", values: program),
      CaseFile(name: "test_resources/podcasting_user_agent_strings.yaml", values: program),
      CaseFile(name: "test_resources/pgts_browser_list.yaml", values: program),
      CaseFile(name: "test_resources/additional_os_tests.yaml", values: system),
    ]
  }

  @Test(arguments: CaseFile.all)
  func `every case of uap-core passes`(_ file: CaseFile) throws {
    guard let rules = try Agents.systemRules() else { return }
    let path = "\(Agents.folder)/\(file.name)"
    guard let source = try? Agents.file(path) else { return print("skipped: no file '\(path)'") }
    let tree = try #require(MarkedYAML.parse(source, limits: .data).tree)
    let cases = try #require(tree["test_cases"]?.items)
    let parser = UserAgentParser(rules)
    for item in cases {
      let agent = try #require(item["user_agent_string"]?.string)
      let found = Agents.parse(Array(agent.utf8), parser)
      for value in file.values {
        // A key that a case does not name is not compared.
        guard let wanted = item.entry(value.key) else { continue }
        let ours = found[value.ours] ?? ""
        if ours != wanted.value.string ?? "" {
          Issue.record("line \(item.span.line), \(value.key): '\(ours)' for '\(agent)'")
        }
      }
    }
    print("\(file.name): \(cases.count) cases")
  }

  @Test func `the system's rules are all there`() throws {
    guard let rules = try Agents.systemRules() else { return }
    #expect(rules.count > 1000)
    #expect(rules.byteCount > 100_000)
  }
}
