import StageKit
import Testing

@testable import UserAgentParserStage

/// What the tests of this folder share.
enum Agents {
  static func rules(_ text: String) throws(Failure) -> UAPTable {
    try UAPTable(SourceFile(name: "regexes.yaml", text: text))
  }

  /// The rules of Debian's package; nil, with a note, without them.
  static func systemRules() throws -> UAPTable? {
    guard let file = try? DataFile.read(UAPFile.system) else {
      print("skipped: '\(UAPFile.system)' is not there; run 'apt install uap-core'")
      return nil
    }
    return try UAPTable(file)
  }
}
