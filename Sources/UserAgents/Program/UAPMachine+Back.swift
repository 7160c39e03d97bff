extension UAPMachine {
  /// Takes the way that was noted last; false when there is none left.
  @inline(__always)
  func goBack(_ program: Program, _ way: inout UAPWay) -> Bool {
    while way.top > 0 {
      way.left &-= 1
      way.top &-= 1
      let frame = frames[way.top]
      switch frame.kind {
      case .restore: offsets[Int(frame.op)] = Int(frame.place)
      case .other:
        way.op = program.pointee.ops + Int(frame.op)
        way.at = Int(frame.place)
        return true
      case .branches:
        way.op = program.pointee.ops + Int(program.pointee.lists[Int(frame.op)])
        way.at = Int(frame.place)
        if frame.limit > 1 {
          frames[way.top].op &+= 1
          frames[way.top].limit &-= 1
          way.top &+= 1
        }
        return true
      case .greedy: if takeLess(program, frame, &way) { return true }
      case .lazy: if takeMore(program, frame, &way) { return true }
      }
    }
    return false
  }

  @inline(__always)
  private func takeLess(_ program: Program, _ frame: UAPFrame, _ way: inout UAPWay) -> Bool {
    let op = program.pointee.ops + Int(frame.op)
    var place = Int(frame.place) &- 1
    guard goLeft(program, op, &place, Int(frame.limit), &way) else { return false }
    goOn(from: op, at: place, isLast: place == Int(frame.limit), &way)
    return true
  }

  @inline(__always)
  private func takeMore(_ program: Program, _ frame: UAPFrame, _ way: inout UAPWay) -> Bool {
    let op = program.pointee.ops + Int(frame.op)
    var place = Int(frame.place) &+ 1
    guard goRight(program, op, &place, Int(frame.limit), &way) else { return false }
    goOn(from: op, at: place, isLast: place == Int(frame.limit), &way)
    return true
  }

  /// Goes on behind a repetition, and keeps its frame when it has places left.
  @inline(__always)
  private func goOn(
    from op: UnsafePointer<UAPOp>, at place: Int, isLast: Bool, _ way: inout UAPWay
  ) {
    if !isLast {
      frames[way.top].place = Int32(truncatingIfNeeded: place)
      way.top &+= 1
    }
    way.at = place
    way.op = op + 1
  }
}
