import EventModel

extension Evaluation {
  /// The values of a step for some rows.
  mutating func values(_ index: Int32, _ rows: Selection) -> Column {
    let node = program.nodes[Int(index)]
    switch node.operation {
    case .constant:
      return Column(
        base: UnsafePointer(program.constants.baseAddress.unsafelyUnwrapped + Int(node.extra)),
        step: 0)
    case .field: return field(Int(node.extra), rows)
    case .variable: return variable(Int(node.extra))
    case .call(let function, let takesNull): return call(function, takesNull, node, rows)
    case .zoned(let function): return zoned(function, node, rows)
    case .choice: return choice(node, rows)
    case .list: return collection(node, rows, isMap: false)
    case .map: return collection(node, rows, isMap: true)
    case .member, .hasMember: return member(node, rows)
    case .loop: return loop(node, rows)
    case .bind: return bind(node, rows)
    case .lookup: return lookup(node, rows)
    case .column: return column(node, rows)
    case .rowMap: return rowMaps(node, rows)
    case .and, .or, .not, .equal, .order, .isNull, .textIn, .matches:
      return column(of: truth(index, rows), rows)
    }
  }

  /// A field's values; inside a loop the one of the row that the loop runs for.
  private mutating func field(_ place: Int, _ rows: Selection) -> Column {
    let slots = fields[place]
    let out = newColumn()
    if level > 0 {
      out[0] = scalar(Value(slots[Int(lanes[0])]))
      return Column(base: out, step: 0)
    }
    rows.forEach { row in
      self.row = row
      out[row] = scalar(Value(slots[row]))
    }
    return Column(base: out, step: 1)
  }

  private func variable(_ place: Int) -> Column {
    let column = scratch.variables[place]
    let made = program.variableLevels[place]
    guard made < level else { return column }
    return Column(base: column.base + Int(lanes[made]) * column.step, step: 0)
  }

  mutating func set(_ variable: Int, _ column: Column) {
    takeScratch()
    let count = program.variableLevels.count
    while scratch.variables.count < count { scratch.variables.append(column) }
    scratch.variables[variable] = column
  }

  private mutating func bind(_ node: Node, _ rows: Selection) -> Column {
    set(Int(node.extra), values(part(node, 0), rows))
    return values(part(node, 1), rows)
  }

  /// Calls a function row by row with the values of the parts.
  private mutating func call(
    _ function: Function, _ takesNull: Bool, _ node: Node, _ rows: Selection
  ) -> Column {
    let out = newColumn()
    let mark = scratch.count
    let count = Int(node.count)
    withUnsafeTemporaryAllocation(of: Column.self, capacity: max(count, 1)) { columns in
      for i in 0..<count { columns[i] = values(part(node, i), rows) }
      withUnsafeTemporaryAllocation(of: Value.self, capacity: max(count, 1)) { arguments in
        guard let given = arguments.baseAddress else { return }
        rows.forEach { row in
          if level == 0 { self.row = row }
          var failed = Value.null
          for i in 0..<count {
            given[i] = columns[i][row]
            failed = Evaluation.worse(failed, given[i], takesNull)
          }
          out[row] =
            failed.isFailed ? failed : function.call(Arguments(given, count), &self)
        }
      }
    }
    scratch.release(to: mark)
    return Column(base: out, step: 1)
  }

  /// The error that comes of a value: an error before one of null.
  @inline(__always)
  static func worse(_ failed: Value, _ value: Value, _ takesNull: Bool) -> Value {
    if failed.kind == .error { return failed }
    if value.kind == .error { return value }
    return value.kind == .missing || value.kind == .null && !takesNull ? .missing : failed
  }

  private mutating func zoned(
    _ function: TimeFunction, _ node: Node, _ rows: Selection
  ) -> Column {
    let out = newColumn()
    let mark = scratch.count
    let times = values(part(node, 0), rows)
    let zone = program.zones[Int(node.extra)]
    rows.forEach { row in
      if level == 0 { self.row = row }
      let failed = Evaluation.worse(.null, times[row], false)
      out[row] = failed.isFailed ? failed : function.call(times[row], zone, &self)
    }
    scratch.release(to: mark)
    return Column(base: out, step: 1)
  }

  private mutating func choice(_ node: Node, _ rows: Selection) -> Column {
    let out = newColumn()
    let mark = scratch.count
    let truth = truth(part(node, 0), rows)
    truth.isMissing.forEach { out[$0] = .missing }
    if let errors = truth.errors { truth.isError.forEach { out[$0] = errors[$0] } }
    if !truth.isTrue.isEmpty {
      let chosen = values(part(node, 1), truth.isTrue)
      truth.isTrue.forEach { out[$0] = chosen[$0] }
    }
    let isFalse = rows - truth.isTrue - truth.isMissing - truth.isError
    if !isFalse.isEmpty {
      let chosen = values(part(node, 2), isFalse)
      isFalse.forEach { out[$0] = chosen[$0] }
    }
    scratch.release(to: mark)
    return Column(base: out, step: 1)
  }

  /// Lists and maps of the values of the parts.
  private mutating func collection(_ node: Node, _ rows: Selection, isMap: Bool) -> Column {
    let out = newColumn()
    let mark = scratch.count
    let count = Int(node.count)
    withUnsafeTemporaryAllocation(of: Column.self, capacity: max(count, 1)) { columns in
      for i in 0..<count { columns[i] = values(part(node, i), rows) }
      rows.forEach { row in
        if level == 0 { self.row = row }
        var failed = Value.null
        for i in 0..<count { failed = Evaluation.worse(failed, columns[i][row], true) }
        guard !failed.isFailed, let items = list(count) else {
          out[row] = failed.isFailed ? failed : Evaluation.tooLarge
          return
        }
        for i in 0..<count { items[i] = columns[i][row] }
        out[row] = isMap ? Collections.map(items, count / 2) : .list(items, count)
      }
    }
    scratch.release(to: mark)
    return Column(base: out, step: 1)
  }

  private mutating func member(_ node: Node, _ rows: Selection) -> Column {
    let isTest = if case .hasMember = node.operation { true } else { false }
    let name = program.constants[Int(node.extra)]
    let out = newColumn()
    let mark = scratch.count
    let owners = values(part(node, 0), rows)
    rows.forEach { row in
      if level == 0 { self.row = row }
      let owner = owners[row]
      out[row] =
        owner.isFailed ? owner : isTest ? has(owner, name) : Members.member(owner, name, &self)
    }
    scratch.release(to: mark)
    return Column(base: out, step: 1)
  }

  private mutating func has(_ owner: Value, _ name: Value) -> Value {
    switch owner.kind {
    case .null: return .boolean(false)
    case .map: return .boolean(owner.member(name) != nil)
    case .json: return .boolean(Members.find(owner, name, &self) != nil)
    default: return Function.noOverload
    }
  }

  /// The values of conditions.
  private mutating func column(of truth: Truth, _ rows: Selection) -> Column {
    let out = newColumn()
    rows.forEach { out[$0] = .boolean(truth.isTrue.contains($0)) }
    truth.isMissing.forEach { out[$0] = .missing }
    if let errors = truth.errors { truth.isError.forEach { out[$0] = errors[$0] } }
    return Column(base: out, step: 1)
  }
}
