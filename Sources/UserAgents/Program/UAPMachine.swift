import CKernels
import EventModel

/// Runs programs on one agent after the other, and counts their steps.
///
/// Shape: finds what PCRE2 finds: the leftmost match, the first way in the order of the pattern.
/// Errors: `limit` when the steps or the frames are used up.
/// Cost: a step is an instruction, a way that is given up, or four bytes that are passed over.
final class UAPMachine {
  enum Outcome {
    case none
    case match
    case limit
  }

  typealias Program = UnsafePointer<UAPProgram>

  /// Start and end of each group, -1 for one that took no part.
  let offsets: UnsafeMutablePointer<Int>
  let frames: UnsafeMutablePointer<UAPFrame>
  private(set) var text = UnsafePointer<UInt8>(Bytes.empty.start)
  private(set) var folded = UnsafePointer<UInt8>(Bytes.empty.start)
  private(set) var count = 0
  private(set) var hasLineFeed = false

  init() {
    offsets = .allocate(capacity: 2 * UAPLimits.groups)
    offsets.initialize(repeating: -1, count: 2 * UAPLimits.groups)
    frames = .allocate(capacity: UAPLimits.frames)
  }

  deinit {
    offsets.deallocate()
    frames.deallocate()
  }

  /// The agent for the searches that follow, and its folded copy.
  func begin(_ agent: Bytes, folded: UnsafePointer<UInt8>) {
    text = agent.start
    count = agent.count
    self.folded = folded
    hasLineFeed = agent.contains(0x0A)
  }

  /// Looks for the first match of a program; takes its steps from `steps`.
  func search(_ program: Program, _ steps: inout Int) -> Outcome {
    for place in 0..<2 * (program.pointee.groupCount + 1) { offsets[place] = -1 }
    if program.pointee.isAnchored { return run(program, 0, &steps) }
    var start = 0
    while true {
      start = next(program, start, &steps)
      guard start <= count else { return .none }
      let outcome = run(program, start, &steps)
      guard case .none = outcome else { return outcome }
      start &+= 1
    }
  }

  /// Tries a program at a place.
  private func run(_ program: Program, _ start: Int, _ steps: inout Int) -> Outcome {
    var way = UAPWay(op: program.pointee.ops, at: start, left: steps)
    defer { steps = way.left }
    while true {
      way.left &-= 1
      guard way.left >= 0, way.top < UAPLimits.frames &- 2 else { return .limit }
      if way.op.pointee.code == .accept {
        offsets[0] = start
        offsets[1] = way.at
        return .match
      }
      if step(program, &way) { continue }
      guard goBack(program, &way) else { return .none }
    }
  }

  // MARK: places to begin

  /// The next place where a match can begin; behind the end when there is none.
  @inline(__always)
  private func next(_ program: Program, _ from: Int, _ steps: inout Int) -> Int {
    if program.pointee.beginsAnywhere { return from }
    if program.pointee.hasFirstPair { return nextPair(program.pointee.firstPair, from, &steps) }
    var place = from
    defer { steps &-= (place &- from) &>> 2 }
    if let opening = program.pointee.opening {
      while place &+ 1 < count, !begins(opening, place) { place &+= 1 }
      return place &+ 1 < count ? place : count &+ 1
    }
    while place < count, !program.pointee.firstBytes.contains(text[place]) { place &+= 1 }
    return place < count ? place : count &+ 1
  }

  /// The next place of one of two bytes.
  @inline(__always)
  private func nextPair(_ pair: (UInt8, UInt8), _ from: Int, _ steps: inout Int) -> Int {
    var place = from
    while place < count {
      steps &-= 1
      let hits = ck_equal16(text + place, pair.0) | ck_equal16(text + place, pair.1)
      if hits != 0 {
        place &+= hits.trailingZeroBitCount
        return place < count ? place : count &+ 1
      }
      place &+= 16
    }
    return count &+ 1
  }

  @inline(__always)
  private func begins(_ opening: UnsafePointer<UInt64>, _ place: Int) -> Bool {
    let pair = UnsafeRawPointer(text + place).loadUnaligned(as: UInt16.self)
    let bit = UAPOpening.bit(UInt16(littleEndian: pair))
    return (opening[bit &>> 6] &>> UInt64(bit & 63)) & 1 != 0
  }
}
