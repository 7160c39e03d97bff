extension UAPMachine {
  /// Takes one instruction; false when it does not hold.
  @inline(__always)
  func step(_ program: Program, _ way: inout UAPWay) -> Bool {
    let op = way.op
    switch op.pointee.code {
    case .accept: return true
    case .byte:
      guard way.at < count, has(program, op.pointee.set, text[way.at]) else { return false }
      way.at &+= 1
    case .text:
      guard matches(text, way.at, op) else { return false }
      way.at &+= Int(op.pointee.length)
    case .foldedText:
      guard matches(folded, way.at, op) else { return false }
      way.at &+= Int(op.pointee.length)
    case .greedy:
      guard takeMost(program, &way) else { return false }
    case .lazy:
      guard takeLeast(program, &way) else { return false }
    case .split:
      let other = program.pointee.ops + Int(op.pointee.first)
      guard comes(program, op.pointee.set, way.at) else {
        way.op = other
        return true
      }
      note(.other, other - program.pointee.ops, way.at, 0, &way)
    case .lazySplit:
      note(.other, op + 1 - program.pointee.ops, way.at, 0, &way)
      way.op = program.pointee.ops + Int(op.pointee.first)
      return true
    case .branches:
      return takeBranch(program, &way)
    case .jump:
      way.op = program.pointee.ops + Int(op.pointee.first)
      return true
    case .save:
      let number = Int(op.pointee.first)
      note(.restore, number, offsets[number], 0, &way)
      offsets[number] = way.at
    case .position:
      guard holds(op.pointee.first, way.at) else { return false }
    }
    way.op = op + 1
    return true
  }

  /// Notes another way; `run` sees to it that there is room for two.
  @inline(__always)
  func note(
    _ kind: UAPFrame.Kind, _ op: Int, _ place: Int, _ limit: Int, _ way: inout UAPWay
  ) {
    frames[way.top] = UAPFrame(
      kind: kind, op: UInt32(truncatingIfNeeded: op), place: Int32(truncatingIfNeeded: place),
      limit: Int32(truncatingIfNeeded: limit))
    way.top &+= 1
  }

  // MARK: single bytes

  @inline(__always)
  func has(_ program: Program, _ set: UInt16, _ byte: UInt8) -> Bool {
    (program.pointee.sets[Int(set) &* 4 &+ Int(byte &>> 6)] &>> UInt64(byte & 63)) & 1 != 0
  }

  /// Whether a byte of a set comes next; always without a set.
  @inline(__always)
  func comes(_ program: Program, _ set: UInt16, _ at: Int) -> Bool {
    set == UAPOp.noSet || (at < count && has(program, set, text[at]))
  }

  @inline(__always)
  private func matches(
    _ text: UnsafePointer<UInt8>, _ at: Int, _ op: UnsafePointer<UAPOp>
  ) -> Bool {
    let length = Int(op.pointee.length)
    guard at &+ length <= count else { return false }
    let bits = UInt64(littleEndian: UnsafeRawPointer(text + at).loadUnaligned(as: UInt64.self))
    return (bits ^ op.pointee.text) &<< UInt64(64 &- 8 &* length) == 0
  }

  // MARK: repetitions and branches

  @inline(__always)
  private func takeMost(_ program: Program, _ way: inout UAPWay) -> Bool {
    let op = way.op
    let least = way.at &+ Int(op.pointee.first)
    var place = most(program, op, way.at)
    way.pay(place &- way.at)
    guard place >= least, goLeft(program, op, &place, least, &way) else { return false }
    if place > least { note(.greedy, op - program.pointee.ops, place, least, &way) }
    way.at = place
    return true
  }

  @inline(__always)
  private func takeLeast(_ program: Program, _ way: inout UAPWay) -> Bool {
    let op = way.op
    let limit = most(program, op, way.at)
    way.pay(limit &- way.at)
    var place = way.at &+ Int(op.pointee.first)
    guard place <= limit, goRight(program, op, &place, limit, &way) else { return false }
    if place < limit { note(.lazy, op - program.pointee.ops, place, limit, &way) }
    way.at = place
    return true
  }

  @inline(__always)
  private func takeBranch(_ program: Program, _ way: inout UAPWay) -> Bool {
    let table = program.pointee.tables + Int(way.op.pointee.first) &* UAPProgram.tableWidth
    let list = Int(table[way.at < count ? Int(text[way.at]) : 256])
    let length = Int(program.pointee.lists[list])
    guard length > 0 else { return false }
    if length > 1 { note(.branches, list &+ 2, way.at, length &- 1, &way) }
    way.op = program.pointee.ops + Int(program.pointee.lists[list &+ 1])
    return true
  }

  /// How far a repetition can go.
  @inline(__always)
  private func most(_ program: Program, _ op: UnsafePointer<UAPOp>, _ at: Int) -> Int {
    let end = min(count, at &+ Int(op.pointee.second))
    if op.pointee.length == 1, !hasLineFeed { return end }
    var place = at
    while place < end, has(program, op.pointee.set, text[place]) { place &+= 1 }
    return place
  }

  /// Goes back to where what follows can begin, as far as `least`.
  @inline(__always)
  func goLeft(
    _ program: Program, _ op: UnsafePointer<UAPOp>, _ place: inout Int, _ least: Int,
    _ way: inout UAPWay
  ) -> Bool {
    let start = place
    while place >= least, !comes(program, op.pointee.follow, place) { place &-= 1 }
    way.pay(start &- place)
    return place >= least
  }

  /// Goes on to where what follows can begin, as far as `limit`.
  @inline(__always)
  func goRight(
    _ program: Program, _ op: UnsafePointer<UAPOp>, _ place: inout Int, _ limit: Int,
    _ way: inout UAPWay
  ) -> Bool {
    let start = place
    while place <= limit, !comes(program, op.pointee.follow, place) { place &+= 1 }
    way.pay(place &- start)
    return place <= limit
  }

  // MARK: positions

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
