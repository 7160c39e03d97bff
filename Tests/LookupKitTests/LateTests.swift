import Foundation
import Synchronization
import Testing

@testable import LookupKit

@Suite struct `a value that is made late` {
  /// Counts how often it is asked.
  private final class Maker: Sendable {
    let asked = Atomic<Int>(0)

    func make() -> Int {
      usleep(1000)
      return asked.add(1, ordering: .relaxed).newValue
    }
  }

  @Test func `is made when it is asked for, once, whoever asks`() async {
    let maker = Maker()
    let late = Late { maker.make() }
    #expect(maker.asked.load(ordering: .relaxed) == 0)
    let values = await withTaskGroup(of: Int.self) { group in
      for _ in 0..<8 { group.addTask { late.value } }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(values == Array(repeating: 1, count: 8))
    #expect(maker.asked.load(ordering: .relaxed) == 1)
  }

  @Test func `lets go of what it is made from`() {
    weak var source: Maker?
    let late: Late<Int>
    do {
      let maker = Maker()
      source = maker
      late = Late { maker.make() }
    }
    #expect(source != nil)
    #expect(late.value == 1)
    #expect(source == nil)
  }

  @Test func `equals another by what it comes to`() {
    let late = Late { "a" }
    #expect(late == late && late == Late("a") && late != Late { "b" })
  }

  @Test func `a file's checksum is that of the bytes that were read, whatever becomes of the file`()
    throws
  {
    let file = TemporaryFile(Array("abc".utf8))
    let read = try PrivateFile(path: file.path)
    let description = LookupDescription(
      type: "t", buildDate: nil, entryCount: nil, byteCount: 3, late: read.checksum)
    file.write(Array("other".utf8))
    // FIPS 180-4, "abc".
    let known = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    #expect(description.checksum == known)
    #expect(
      description
        == LookupDescription(
          type: "t", buildDate: nil, entryCount: nil, byteCount: 3, checksum: known))
  }
}
