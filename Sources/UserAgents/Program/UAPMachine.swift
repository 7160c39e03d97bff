import CKernels
import EventModel

/// Runs programs on one agent after the other, and counts their steps.
///
/// Shape: finds what PCRE2 finds: the leftmost match, the first way in the order of the pattern.
/// Errors: `limit` when the steps or the frames are used up.
/// Cost: a step is an instruction, a way that is given up, or four bytes that are passed over; about
/// 2 ns.
final class UAPMachine {
  enum Outcome {
    case none
    case match
    case limit
  }

  /// Start and end of each group, -1 for one that took no part.
  let offsets: UnsafeMutablePointer<Int>
  private let frames: UnsafeMutablePointer<UAPFrame>
  private var text = UnsafePointer<UInt8>(Bytes.empty.start)
  private var folded = UnsafePointer<UInt8>(Bytes.empty.start)
  private var count = 0
  private var hasLineFeed = false

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
  func search(_ program: UnsafePointer<UAPProgram>, _ steps: inout Int) -> Outcome {
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

  /// The next place where a match can begin; behind the end when there is none.
  @inline(__always)
  private func next(_ program: UnsafePointer<UAPProgram>, _ from: Int, _ steps: inout Int) -> Int {
    if program.pointee.beginsAnywhere { return from }
    let (lower, upper) = program.pointee.firstPair
    guard program.pointee.hasFirstPair else {
      var place = from
      if let opening = program.pointee.opening {
        while place &+ 1 < count, !begins(opening, place) { place &+= 1 }
        steps &-= (place &- from) &>> 2
        return place &+ 1 < count ? place : count &+ 1
      }
      while place < count, !program.pointee.firstBytes.contains(text[place]) { place &+= 1 }
      steps &-= (place &- from) &>> 2
      return place < count ? place : count &+ 1
    }
    var place = from
    while place < count {
      let hits = ck_equal16(text + place, lower) | ck_equal16(text + place, upper)
      steps &-= 1
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
    let bit = UAPOpening.bit(pair)
    return (opening[bit &>> 6] &>> UInt64(bit & 63)) & 1 != 0
  }

  /// Tries a program at a place.
  private func run(_ program: UnsafePointer<UAPProgram>, _ start: Int, _ steps: inout Int) -> Outcome {
    var (op, at, top, left) = (program.pointee.ops, start, 0, steps)
    let (text, count, frames) = (text, count, frames)
    defer { steps = left }
    while true {
      left &-= 1
      guard left >= 0, top < UAPLimits.frames &- 2 else { return .limit }
      way: do {
        switch op.pointee.code {
        case .accept:
          offsets[0] = start
          offsets[1] = at
          return .match
        case .byte:
          guard at < count, has(program, op.pointee.set, text[at]) else { break way }
          at &+= 1
          op += 1
          continue
        case .text:
          guard matches(text, at, op) else { break way }
          at &+= Int(op.pointee.length)
          op += 1
          continue
        case .foldedText:
          guard matches(folded, at, op) else { break way }
          at &+= Int(op.pointee.length)
          op += 1
          continue
        case .greedy:
          let least = at &+ Int(op.pointee.first)
          var place = most(program, op, at)
          left &-= (place &- at) &>> 2
          guard place >= least, back(program, op, &place, least, &left) else { break way }
          if place > least { push(.greedy, program, op, place, least, &top) }
          at = place
          op += 1
          continue
        case .lazy:
          let least = at &+ Int(op.pointee.first)
          let limit = most(program, op, at)
          left &-= (limit &- at) &>> 2
          var place = least
          guard place <= limit, forth(program, op, &place, limit, &left) else { break way }
          if place < limit { push(.lazy, program, op, place, limit, &top) }
          at = place
          op += 1
          continue
        case .split:
          guard op.pointee.set == UAPOp.noSet || (at < count && has(program, op.pointee.set, text[at]))
          else {
            op = program.pointee.ops + Int(op.pointee.first)
            continue
          }
          push(.other, program, program.pointee.ops + Int(op.pointee.first), at, 0, &top)
          op += 1
          continue
        case .lazySplit:
          push(.other, program, op + 1, at, 0, &top)
          op = program.pointee.ops + Int(op.pointee.first)
          continue
        case .branches:
          let table = program.pointee.tables + Int(op.pointee.first) &* UAPProgram.tableWidth
          let list = Int(table[at < count ? Int(text[at]) : 256])
          let length = program.pointee.lists[list]
          guard length > 0 else { break way }
          if length > 1 {
            frames[top] = UAPFrame(
              kind: .branches, op: UInt32(truncatingIfNeeded: list &+ 2),
              place: Int32(truncatingIfNeeded: at), limit: Int32(length &- 1))
            top &+= 1
          }
          op = program.pointee.ops + Int(program.pointee.lists[list &+ 1])
          continue
        case .jump:
          op = program.pointee.ops + Int(op.pointee.first)
          continue
        case .save:
          let number = Int(op.pointee.first)
          frames[top] = UAPFrame(
            kind: .restore, op: op.pointee.first,
            place: Int32(truncatingIfNeeded: offsets[number]))
          top &+= 1
          offsets[number] = at
          op += 1
          continue
        case .position:
          guard holds(op.pointee.first, at) else { break way }
          op += 1
          continue
        }
      }
      // Another way: the last one that was noted.
      other: while true {
        guard top > 0 else { return .none }
        left &-= 1
        top &-= 1
        let frame = frames[top]
        switch frame.kind {
        case .restore: offsets[Int(frame.op)] = Int(frame.place)
        case .other:
          op = program.pointee.ops + Int(frame.op)
          at = Int(frame.place)
          break other
        case .branches:
          op = program.pointee.ops + Int(program.pointee.lists[Int(frame.op)])
          at = Int(frame.place)
          if frame.limit > 1 {
            frames[top].op &+= 1
            frames[top].limit &-= 1
            top &+= 1
          }
          break other
        case .greedy:
          let repetition = program.pointee.ops + Int(frame.op)
          var place = Int(frame.place) &- 1
          let least = Int(frame.limit)
          guard back(program, repetition, &place, least, &left) else { continue other }
          if place > least {
            frames[top].place = Int32(truncatingIfNeeded: place)
            top &+= 1
          }
          at = place
          op = repetition + 1
          break other
        case .lazy:
          let repetition = program.pointee.ops + Int(frame.op)
          var place = Int(frame.place) &+ 1
          let limit = Int(frame.limit)
          guard forth(program, repetition, &place, limit, &left) else { continue other }
          if place < limit {
            frames[top].place = Int32(truncatingIfNeeded: place)
            top &+= 1
          }
          at = place
          op = repetition + 1
          break other
        }
      }
    }
  }

  @inline(__always)
  private func push(
    _ kind: UAPFrame.Kind, _ program: UnsafePointer<UAPProgram>, _ op: UnsafePointer<UAPOp>, _ place: Int,
    _ limit: Int, _ top: inout Int
  ) {
    frames[top] = UAPFrame(
      kind: kind, op: UInt32(truncatingIfNeeded: op - program.pointee.ops),
      place: Int32(truncatingIfNeeded: place), limit: Int32(truncatingIfNeeded: limit))
    top &+= 1
  }

  @inline(__always)
  private func has(_ program: UnsafePointer<UAPProgram>, _ set: UInt16, _ byte: UInt8) -> Bool {
    (program.pointee.sets[Int(set) &* 4 &+ Int(byte &>> 6)] &>> UInt64(byte & 63)) & 1 != 0
  }

  @inline(__always)
  private func matches(
    _ text: UnsafePointer<UInt8>, _ at: Int, _ op: UnsafePointer<UAPOp>
  ) -> Bool {
    let length = Int(op.pointee.length)
    guard at &+ length <= count else { return false }
    let bits = UnsafeRawPointer(text + at).loadUnaligned(as: UInt64.self)
    return (bits ^ op.pointee.text) &<< UInt64(64 &- 8 &* length) == 0
  }

  /// How far a repetition can go.
  @inline(__always)
  private func most(_ program: UnsafePointer<UAPProgram>, _ op: UnsafePointer<UAPOp>, _ at: Int) -> Int {
    let end = min(count, at &+ Int(op.pointee.second))
    if op.pointee.length == 1, !hasLineFeed { return max(end, at) }
    var place = at
    while place < end, has(program, op.pointee.set, text[place]) { place &+= 1 }
    return place
  }

  /// Goes back to where what follows can begin, as far as `least`.
  @inline(__always)
  private func back(
    _ program: UnsafePointer<UAPProgram>, _ op: UnsafePointer<UAPOp>, _ place: inout Int, _ least: Int,
    _ left: inout Int
  ) -> Bool {
    let follow = op.pointee.follow
    guard follow != UAPOp.noSet else { return true }
    let start = place
    while place >= least {
      if place < count, has(program, follow, text[place]) { break }
      place &-= 1
    }
    left &-= (start &- place) &>> 2
    return place >= least
  }

  /// Goes on to where what follows can begin, as far as `limit`.
  @inline(__always)
  private func forth(
    _ program: UnsafePointer<UAPProgram>, _ op: UnsafePointer<UAPOp>, _ place: inout Int, _ limit: Int,
    _ left: inout Int
  ) -> Bool {
    let follow = op.pointee.follow
    guard follow != UAPOp.noSet else { return true }
    let start = place
    while place <= limit {
      if place < count, has(program, follow, text[place]) { break }
      place &+= 1
    }
    left &-= (place &- start) &>> 2
    return place <= limit
  }

  private func holds(_ position: UInt32, _ at: Int) -> Bool {
    switch UAPPosition(rawValue: UInt8(truncatingIfNeeded: position)) {
    case .start: at == 0
    case .end: at == count
    case .lastLine: at == count || (at == count - 1 && text[at] == 0x0A)
    case .wordBorder: isWord(at - 1) != isWord(at)
    case .noWordBorder: isWord(at - 1) == isWord(at)
    case nil: false
    }
  }

  private func isWord(_ at: Int) -> Bool {
    at >= 0 && at < count && UAPByteSet.wordBytes.contains(text[at])
  }
}
