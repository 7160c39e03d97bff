/// Makes bad databases of good ones: what disks, transfers and bad tools do, and what a lying file
/// would hold.
struct DatabaseMutator {
  private let good: [UInt8]
  private var random: SeededGenerator

  init(_ good: [UInt8], _ random: SeededGenerator) {
    self.good = good
    self.random = random
  }

  /// Another bad file each time, with one to four faults.
  mutating func next() -> [UInt8] {
    var bytes = good
    for _ in 0..<(1 + below(4)) where !bytes.isEmpty { damage(&bytes) }
    return bytes
  }

  private mutating func below(_ limit: Int) -> Int { Int.random(in: 0..<limit, using: &random) }

  private mutating func damage(_ bytes: inout [UInt8]) {
    let at = below(bytes.count)
    let room = min(bytes.count - at, 64)
    switch below(9) {
    case 0: bytes[at] ^= 1 << UInt8(below(8))
    case 1: bytes.removeLast(at / 8)
    case 2: bytes.removeSubrange(at..<at + 1 + below(room))
    case 3: bytes.insert(contentsOf: bytes[at..<at + 1 + below(room)], at: below(bytes.count))
    case 4: for i in at..<at + 1 + below(room) { bytes[i] = 0 }
    // Lengths and counts as large as they get, of each type.
    case 5: fill(&bytes, at, [UInt8(below(8)) << 5 | 31, 0xff, 0xff, 0xff])
    // A pointer to any place, also back to a map around it.
    case 6: fill(&bytes, at, [0x38, 0, 0, UInt8(below(256)), UInt8(below(256))])
    // A record of the tree: any number.
    case 7: fill(&bytes, at / 2 / 6 * 6, (0..<6).map { _ in UInt8(below(256)) })
    default: metadata(&bytes)
    }
  }

  /// A digit of the metadata's numbers.
  private mutating func metadata(_ bytes: inout [UInt8]) {
    let names = ["node_count", "record_size", "ip_version", "build_epoch", "_major_version"]
    let name = Array(names[below(names.count)].utf8)
    guard
      let at = (0..<bytes.count).reversed().first(where: { bytes[$0...].starts(with: name) })
    else { return }
    fill(&bytes, at + name.count + below(3), [UInt8(below(256))])
  }

  private func fill(_ bytes: inout [UInt8], _ at: Int, _ new: [UInt8]) {
    for (i, byte) in new.enumerated() where at + i < bytes.count { bytes[at + i] = byte }
  }
}
