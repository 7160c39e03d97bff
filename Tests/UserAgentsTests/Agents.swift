import DiagnosticKit
import Foundation
import Testing

@testable import UserAgents

/// What the tests of this folder share.
enum Agents {
  static let keys = [
    "family", "major", "minor", "patch", "os", "os_major", "os_minor", "os_patch",
    "os_patch_minor", "device", "brand", "model",
  ]

  static func rules(_ text: String) throws(UserAgentRulesError) -> UserAgentRules {
    try UserAgentRules(yaml: text)
  }

  /// A folder with uap-core's rules and cases: `make uap-cases UAP=DIR` names another one.
  static let folder =
    ProcessInfo.processInfo.environment["RICHLINE_UAP_CASES"] ?? "/usr/share/uap-core"

  /// A file for the YAML reader.
  static func file(_ path: String) throws -> SourceFile {
    SourceFile(name: path, bytes: try UAPRulesFile.bytes(path))
  }

  /// The rules that the folder has; nil, with a note, when it has none.
  static func systemRules() throws -> UserAgentRules? {
    let path = "\(folder)/regexes.yaml"
    guard FileManager.default.fileExists(atPath: path) else {
      print("skipped: '\(path)' is not there; run 'apt install uap-core'")
      return nil
    }
    return try UserAgentRules(path: path)
  }

  /// What rules say of an agent, without what is empty.
  static func parse(_ agent: String, _ rules: UserAgentRules) -> [String: String] {
    named(UserAgentParser(rules).parse(agent))
  }

  static func parse(_ agent: [UInt8], _ parser: UserAgentParser) -> [String: String] {
    named(parser.parse(agent.span.bytes))
  }

  private static func named(_ agent: UserAgent<String>) -> [String: String] {
    let values = [
      agent.family, agent.major, agent.minor, agent.patch, agent.os.family, agent.os.major,
      agent.os.minor, agent.os.patch, agent.os.patchMinor, agent.device.family,
      agent.device.brand, agent.device.model,
    ]
    return Dictionary(
      uniqueKeysWithValues: zip(keys, values).filter { !$0.1.isEmpty }.map { ($0, $1) })
  }

  /// What opening rules throws; nil when it works.
  static func refusal(_ text: String) -> UserAgentRulesError? {
    do throws(UserAgentRulesError) {
      _ = try rules(text)
      return nil
    } catch {
      return error
    }
  }
}
