import EventModel

extension Evaluation {
  /// The truth of a step for some rows.
  mutating func truth(_ index: Int32, _ rows: Selection) -> Truth {
    let node = program.nodes[Int(index)]
    let mark = scratch.count
    var truth: Truth
    switch node.operation {
    case .and: truth = every(node, rows)
    case .or: truth = any(node, rows)
    case .not:
      truth = self.truth(part(node, 0), rows)
      truth.isTrue = rows - truth.isTrue - truth.isMissing - truth.isError
    case .textIn(let isNegated): truth = textIn(node, isNegated, rows)
    case .isNull(let isNegated): truth = isNull(node, isNegated, rows)
    case .equal(let isNegated, let isText): truth = equal(node, isNegated, isText, rows)
    case .order(let comparison): truth = order(node, comparison, rows)
    case .matches: truth = matches(node, rows)
    default: truth = flags(values(index, rows), rows)
    }
    // Errors are rare; their columns are given back by whoever is above.
    if truth.errors == nil { scratch.release(to: mark) }
    return truth
  }

  mutating func fail(_ truth: inout Truth, _ row: Int, _ value: Value) {
    guard value.kind == .error else { return truth.isMissing.insert(row) }
    let errors = truth.errors ?? newColumn()
    truth.errors = errors
    errors[row] = value
    truth.isError.insert(row)
  }

  /// False where one is false, an error where one is an error, true where all are true.
  private mutating func every(_ node: Node, _ rows: Selection) -> Truth {
    var result = Truth()
    var open = rows
    for i in 0..<Int(node.count) where !open.isEmpty {
      let truth = truth(part(node, i), open)
      open = truth.isTrue | truth.isMissing | truth.isError
      merge(truth, into: &result)
    }
    result.isError = result.isError & open
    result.isMissing = (result.isMissing & open) - result.isError
    result.isTrue = open - result.isMissing - result.isError
    return result
  }

  /// True where one is true, an error where one is an error, false where all are false.
  private mutating func any(_ node: Node, _ rows: Selection) -> Truth {
    var result = Truth()
    var open = rows
    for i in 0..<Int(node.count) where !open.isEmpty {
      let truth = truth(part(node, i), open)
      open = open - truth.isTrue
      merge(truth, into: &result)
    }
    result.isTrue = rows - open
    result.isError = result.isError & open
    result.isMissing = (result.isMissing & open) - result.isError
    return result
  }

  /// Notes errors and nulls; of two errors the first stays.
  private mutating func merge(_ truth: Truth, into result: inout Truth) {
    result.isMissing = result.isMissing | truth.isMissing
    guard let errors = truth.errors else { return }
    (truth.isError - result.isError).forEach { fail(&result, $0, errors[$0]) }
  }

  private mutating func flags(_ values: Column, _ rows: Selection) -> Truth {
    var truth = Truth()
    rows.forEach { row in
      let value = values[row]
      switch value.kind {
      case .boolean: if value.flag { truth.isTrue.insert(row) }
      case .null, .missing: truth.isMissing.insert(row)
      case .error: fail(&truth, row, value)
      default: fail(&truth, row, Function.noOverload)
      }
    }
    return truth
  }

  private mutating func isNull(_ node: Node, _ isNegated: Bool, _ rows: Selection) -> Truth {
    var truth = Truth()
    if level == 0, case let inner = program.nodes[Int(part(node, 0))],
      case .field = inner.operation
    {
      let slots = fields[Int(inner.extra)]
      rows.forEach { if slots[$0].isEmpty != isNegated { truth.isTrue.insert($0) } }
      return truth
    }
    let values = values(part(node, 0), rows)
    rows.forEach { row in
      let value = values[row]
      if value.isFailed {
        fail(&truth, row, value)
      } else if (value.kind == .null) != isNegated {
        truth.isTrue.insert(row)
      }
    }
    return truth
  }

  private mutating func equal(
    _ node: Node, _ isNegated: Bool, _ isText: Bool, _ rows: Selection
  ) -> Truth {
    var truth = Truth()
    let a = values(part(node, 0), rows)
    let b = values(part(node, 1), rows)
    rows.forEach { row in
      let (x, y) = (a[row], b[row])
      let failed = Evaluation.worse(Evaluation.worse(.null, x, true), y, true)
      if failed.isFailed {
        fail(&truth, row, failed)
      } else if (isText ? Evaluation.equalTexts(x, y) : equal(x, y)) != isNegated {
        truth.isTrue.insert(row)
      }
    }
    return truth
  }

  /// Texts of events are never empty: the empty text is what an empty field holds.
  private static func equalTexts(_ a: Value, _ b: Value) -> Bool {
    if a.count == 0 || b.count == 0 { return a.count == b.count }
    return a.bytes == b.bytes
  }

  private mutating func order(
    _ node: Node, _ comparison: Comparison, _ rows: Selection
  ) -> Truth {
    var truth = Truth()
    let a = values(part(node, 0), rows)
    let b = values(part(node, 1), rows)
    rows.forEach { row in
      let (x, y) = (a[row], b[row])
      if x.kind == y.kind, x.kind == .integer {
        if Order(x.integer, y.integer).holds(comparison) { truth.isTrue.insert(row) }
        return
      }
      let failed = Evaluation.worse(Evaluation.worse(.null, x, false), y, false)
      if failed.isFailed {
        fail(&truth, row, failed)
      } else if let order = x.order(y) {
        if order.holds(comparison) { truth.isTrue.insert(row) }
      } else {
        fail(&truth, row, Function.noOverload)
      }
    }
    return truth
  }

  private mutating func matches(_ node: Node, _ rows: Selection) -> Truth {
    var truth = Truth()
    let pattern = program.patterns[Int(node.extra)]
    let texts = values(part(node, 0), rows)
    rows.forEach { row in
      let text = texts[row]
      if text.kind == .text {
        if pattern.matches(text.bytes) { truth.isTrue.insert(row) }
      } else {
        let failed = Evaluation.worse(.null, text, false)
        fail(&truth, row, failed.isFailed ? failed : Function.noOverload)
      }
    }
    return truth
  }
}
