import EventModel

extension Evaluation {
  /// What a loop over lists and maps gives, row by row; its body runs over up to 256 elements.
  mutating func loop(_ node: Node, _ rows: Selection) -> Column {
    let out = newColumn()
    let mark = scratch.count
    let ranges = values(part(node, 0), rows)
    rows.forEach { lane in
      if level == 0 {
        row = lane
        steps = 0
      }
      lanes[level] = Int16(truncatingIfNeeded: lane)
      level += 1
      out[lane] = run(node, ranges[lane])
      level -= 1
    }
    scratch.release(to: mark)
    return Column(base: out, step: 1)
  }

  private mutating func run(_ node: Node, _ range: Value) -> Value {
    let failed = Evaluation.worse(.null, range, false)
    guard !failed.isFailed else { return failed }
    let range = range.kind == .json ? shallow(range) : range
    guard range.kind == .list || range.kind == .map else {
      return range.kind == .error ? range : Function.noOverload
    }
    let loop = program.loops[Int(node.extra)]
    var result = LoopResult(loop.kind)
    if result.makesList, !result.begin(Int(range.count), &self) { return Evaluation.tooLarge }
    var from = 0
    while from < Int(range.count), !result.isDecided {
      let count = min(Int(range.count) - from, Selection.capacity)
      steps += count
      guard steps <= ExpressionLimits.steps else {
        return .error("the loops of the expression go over more than 100,000 elements")
      }
      let mark = scratch.count
      setVariables(loop, range, from)
      runLanes(node, loop, Selection(first: count), &result)
      scratch.release(to: mark)
      from += count
    }
    return result.value
  }

  /// Lets the variables of a loop stand for the elements from a place on.
  private mutating func setVariables(_ loop: Loop, _ range: Value, _ from: Int) {
    let isMap = range.kind == .map
    let first = Column(
      base: range.elements + from * (isMap ? 2 : 1), step: isMap ? 2 : 1)
    guard loop.second >= 0 else { return set(Int(loop.first), first) }
    if isMap {
      set(Int(loop.first), first)
      set(Int(loop.second), Column(base: first.base + 1, step: 2))
    } else {
      let places = newColumn()
      for i in 0..<Selection.capacity { places[i] = .integer(from + i) }
      set(Int(loop.first), Column(base: places, step: 1))
      set(Int(loop.second), first)
    }
  }

  private mutating func runLanes(
    _ node: Node, _ loop: Loop, _ lanes: Selection, _ result: inout LoopResult
  ) {
    let body = part(node, Int(node.count) - 1)
    switch loop.kind {
    case .all, .exists, .existsOne: result.add(truth(body, lanes), lanes)
    case .filter:
      let elements = scratch.variables[Int(loop.first)]
      let truth = truth(body, lanes)
      result.add(elements, kept: truth, lanes)
    case .map, .transformMap:
      var taken = Truth()
      taken.isTrue = lanes
      if loop.hasCondition { taken = truth(part(node, 1), lanes) }
      let keys = loop.kind == .transformMap ? scratch.variables[Int(loop.first)] : nil
      let values = values(body, taken.isTrue)
      result.add(values, keys: keys, kept: taken, lanes)
    }
  }
}
