import EventModel
import StageKit

/// Referers of a test: `host` or `host/path`, each with its medium, source and parameters.
final class FixtureReferers: RefererTable, Sendable {
  let description: LookupDescription
  private let entries: [String: RefererEntry]

  init(_ fixture: FixtureTable) throws(LookupError) {
    try fixture.checkColumns(["medium", "source", "parameters"])
    var entries: [String: RefererEntry] = [:]
    for row in fixture.rows {
      let texts = fixture.texts(row)
      entries[row.key] = RefererEntry(
        medium: Bytes.constant(texts["medium"] ?? ""),
        source: Bytes.constant(texts["source"] ?? ""),
        parameters: FixtureReferers.items(texts["parameters"] ?? "").map { Bytes.constant($0) })
    }
    self.entries = entries
    description = LookupDescription(
      type: FixtureTable.kind, buildDate: nil, entryCount: entries.count, byteCount: 0)
  }

  /// The texts of a JSON list; a text that is none is one item.
  private static func items(_ text: String) -> [String] {
    guard text.hasPrefix("[") else { return text.isEmpty ? [] : [text] }
    let arena = Arena()
    var scanner = JSONScanner(arena.copy(text))
    guard (try? scanner.enterArray()) != nil else { return [] }
    var items: [String] = []
    while let item = try? scanner.nextElement() {
      if let text = item.text(arena: arena) { items.append(text.string) }
    }
    return items
  }

  func find(host: Bytes, path: Bytes) -> RefererEntry? {
    let labels = host.string.split(separator: ".", omittingEmptySubsequences: false)
    for place in labels.indices where place + 1 < labels.count || labels.count == 1 {
      let name = labels[place...].joined(separator: ".")
      if let entry = entries[name + path.string] ?? entries[name] { return entry }
    }
    return nil
  }
}
