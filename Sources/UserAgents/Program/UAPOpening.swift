/// With which two bytes the matches of a program begin, as a small table of bits.
///
/// Shape: says no only where it is certain.
struct UAPOpening {
  /// 2,048 bits: rules with lists of a hundred names have some 100 pairs.
  static let wordCount = 32

  private(set) var words = [UInt64](repeating: 0, count: wordCount)
  private let ops: [UAPOp]
  private let sets: [UAPByteSet]
  private let branches: [[UInt32]]
  private var visits = 0

  /// Instructions that are looked at; a program with more ways gets no table.
  private static let visitLimit = 4096
  /// Pairs that are worth a table.
  private static let pairLimit = 1024
  private var pairCount = 0

  /// Nil where a table would not help: matches of less than two bytes, or of any two.
  init?(_ assembler: UAPAssembler) {
    ops = assembler.ops
    sets = assembler.sets
    branches = assembler.tables.map(\.branches)
    guard visit(0, nil) else { return nil }
  }

  @inline(__always)
  static func bit(_ pair: UInt16) -> Int { Int((UInt32(pair) &* 0x9E37_79B1) &>> 21) }

  /// Follows all ways from an instruction, behind a first byte when there is one.
  private mutating func visit(_ place: Int, _ first: UAPByteSet?) -> Bool {
    visits += 1
    guard visits < UAPOpening.visitLimit else { return false }
    let op = ops[place]
    switch op.code {
    case .accept: return false
    case .byte: return take(sets[Int(op.set)], first, place + 1)
    case .text, .foldedText: return take(op, first, place)
    case .greedy, .lazy:
      if op.first == 0, !visit(place + 1, first) { return false }
      let set = sets[Int(op.set)]
      guard first == nil else { return take(set, first, place + 1) }
      // The second byte is one more of the set, or what follows.
      if op.second > 1, !note(set, set) { return false }
      return op.first > 1 || visit(place + 1, set)
    case .split, .lazySplit: return visit(place + 1, first) && visit(Int(op.first), first)
    case .jump: return visit(Int(op.first), first)
    case .save, .position: return visit(place + 1, first)
    case .branches:
      for branch in branches[Int(op.first)] where !visit(Int(branch), first) { return false }
      return true
    }
  }

  private mutating func take(_ set: UAPByteSet, _ first: UAPByteSet?, _ next: Int) -> Bool {
    if let first { return note(first, set) }
    return visit(next, set)
  }

  private mutating func take(_ op: UAPOp, _ first: UAPByteSet?, _ place: Int) -> Bool {
    func byte(_ number: Int) -> UAPByteSet {
      let set = UAPByteSet(UInt8(truncatingIfNeeded: op.text >> UInt64(8 * number)))
      return op.code == .foldedText ? set.withBothCases : set
    }
    if let first { return note(first, byte(0)) }
    return op.length > 1 ? note(byte(0), byte(1)) : visit(place + 1, byte(0))
  }

  private mutating func note(_ first: UAPByteSet, _ second: UAPByteSet) -> Bool {
    pairCount += first.count * second.count
    guard pairCount <= UAPOpening.pairLimit else { return false }
    for head in first.bytes {
      for tail in second.bytes {
        let bit = UAPOpening.bit(UInt16(head) | UInt16(tail) << 8)
        words[bit / 64] |= 1 << UInt64(bit % 64)
      }
    }
    return true
  }
}
