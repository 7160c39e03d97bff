import Foundation
import TestSupport
import LookupKit
import Testing

@Suite struct `a look at the header of a database` {
  private func said(_ bytes: [UInt8]) throws -> String? {
    let path = FileManager.default.temporaryDirectory.appending(path: "look-\(UUID()).mmdb").path
    try Data(bytes).write(to: URL(filePath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    do throws(LookupError) {
      try MMDBTable.look(path: path)
      return nil
    } catch {
      return error.message.replacingOccurrences(of: path, with: "x")
    }
  }

  private func sample() throws -> [UInt8] {
    let root = URL(filePath: SharedFolder.packageRoot)
    let file = root.appending(path: "enrichments/IPLookup/data/sample-city.mmdb")
    return Array(try Data(contentsOf: file))
  }

  @Test func `finds a good one good, also behind more than is read`() throws {
    let good = try sample()
    #expect(try said(good) == nil)
  }

  @Test func `says what open says, as far as the metadata tells`() throws {
    let good = try sample()
    #expect(try said([]) == "'x' is empty")
    #expect(try said(Array("text".utf8)) == "'x' is not a MaxMind database: it has no metadata")
    #expect(
      try said([UInt8](repeating: 0, count: 300_000))
        == "'x' is not a MaxMind database: it has no metadata")
    // The first half is gone, and with it the tree that the metadata tells of.
    let half = Array(good.dropFirst(good.count / 2))
    let opened = try said(half)
    #expect(opened?.hasPrefix("'x' is damaged: its search tree") == true, "\(opened ?? "")")
  }
}
