import EventModel
import StageKit

/// User agents of a test, each with what is said of it.
final class FixtureAgents: UserAgentTable {
  let description: LookupDescription
  private let records: [String: [String: String]]

  static let columns = [
    "family", "major", "minor", "patch", "os_family", "os_major", "os_minor", "os_patch",
    "os_patch_minor", "device_family", "device_brand", "device_model",
  ]

  init(_ fixture: FixtureTable) throws(LookupError) {
    try fixture.checkColumns(FixtureAgents.columns)
    records = Dictionary(
      fixture.rows.map { ($0.key, fixture.texts($0)) }, uniquingKeysWith: { first, _ in first })
    description = LookupDescription(
      type: FixtureTable.kind, buildDate: nil, entryCount: records.count, byteCount: 0)
  }

  func makeParser() -> any UserAgentParsing { Parser(records) }

  private final class Parser: UserAgentParsing {
    private let records: [String: [String: String]]

    init(_ records: [String: [String: String]]) { self.records = records }

    func parse(_ agent: Bytes, arena: Arena) -> UserAgentRecord {
      var record = UserAgentRecord()
      // What uap-core says of an agent that no rule knows.
      let other = ["family": "Other", "os_family": "Other", "device_family": "Other"]
      let texts = records[agent.string] ?? other
      let places: [(String, WritableKeyPath<UserAgentRecord, Bytes>)] = [
        ("family", \.family), ("major", \.major), ("minor", \.minor), ("patch", \.patch),
        ("os_family", \.osFamily), ("os_major", \.osMajor), ("os_minor", \.osMinor),
        ("os_patch", \.osPatch), ("os_patch_minor", \.osPatchMinor),
        ("device_family", \.deviceFamily), ("device_brand", \.deviceBrand),
        ("device_model", \.deviceModel),
      ]
      for (name, place) in places {
        if let text = texts[name] { record[keyPath: place] = arena.copy(text) }
      }
      return record
    }
  }
}
