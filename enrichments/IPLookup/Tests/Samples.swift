import StageKit
import StageTesting

@testable import IPLookupStage

/// The sample databases of the folder `data`.
enum Samples {
  static func table(_ kind: String) throws -> MMDBTable {
    var parts = #filePath.split(separator: "/")
    parts.removeLast(2)
    return try MMDBTable.open(path: "/\(parts.joined(separator: "/"))/data/sample-\(kind).mmdb")
  }

  static func lookups(_ kinds: String...) throws -> [String: TestLookup] {
    var lookups: [String: TestLookup] = [:]
    for kind in kinds { lookups[kind] = .ipTable(try table(kind)) }
    return lookups
  }
}

/// A table that a test writes itself: values by path, for every address.
final class WrittenTable: IPTable {
  let description: LookupDescription
  private let values: [IPTablePath: String]
  private let damage: String?

  init(_ type: String, _ values: [IPTablePath: String] = [:], damage: String? = nil) {
    description = LookupDescription(type: type, buildDate: nil, entryCount: nil, byteCount: 0)
    self.values = values
    self.damage = damage
  }

  func record(for key: IPKey) throws(LookupError) -> UInt32? { 1 }

  func read(
    _ record: UInt32, _ projection: IPTableProjection, into slots: UnsafeMutablePointer<Slot>
  ) throws(LookupError) {
    if let damage { throw LookupError(damage) }
    for (place, path) in projection.paths.enumerated() {
      slots[place] = values[path].map { .text(Bytes.constant($0)) } ?? .empty
    }
  }
}
