import Foundation
import StageKit
import Testing

@testable import UserAgents

/// What the tests of this folder share.
enum Agents {
  static let keys = [
    "family", "major", "minor", "patch", "os", "os_major", "os_minor", "os_patch",
    "os_patch_minor", "device", "brand", "model",
  ]

  static func rules(_ text: String) throws(Failure) -> UserAgentRules {
    try UserAgentRules(SourceFile(name: "regexes.yaml", text: text))
  }

  /// A folder with uap-core's rules and cases: `make uap-cases UAP=DIR` names another one.
  static let folder =
    ProcessInfo.processInfo.environment["RICHLINE_UAP_CASES"] ?? "/usr/share/uap-core"

  /// The rules that the folder has; nil, with a note, when it has none.
  static func systemRules() throws -> UserAgentRules? {
    guard let file = try? DataFile.read("\(folder)/regexes.yaml") else {
      print("skipped: '\(folder)/regexes.yaml' is not there; run 'apt install uap-core'")
      return nil
    }
    return try UserAgentRules(file)
  }

  /// What rules say of an agent, without what is empty.
  static func parse(_ agent: String, _ rules: UserAgentRules) -> [String: String] {
    parse(Array(agent.utf8), rules.makeParser())
  }

  static func parse(_ agent: [UInt8], _ parser: any UserAgentParsing) -> [String: String] {
    let arena = Arena()
    let room = arena.reserve(agent.count)
    for (place, byte) in agent.enumerated() { room[place] = byte }
    let record = parser.parse(arena.commit(agent.count), arena: arena)
    let values = [
      record.family, record.major, record.minor, record.patch, record.osFamily, record.osMajor,
      record.osMinor, record.osPatch, record.osPatchMinor, record.deviceFamily,
      record.deviceBrand, record.deviceModel,
    ]
    let named = zip(keys, values).filter { !$0.1.isEmpty }.map { ($0.0, $0.1.string) }
    return Dictionary(uniqueKeysWithValues: named)
  }

  /// What opening rules throws; nil when it works.
  static func refusal(_ text: String) -> Failure? {
    do throws(Failure) {
      _ = try rules(text)
      return nil
    } catch {
      return error
    }
  }
}
