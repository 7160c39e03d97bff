/// Turns the tree of a pattern into instructions.
struct UAPAssembler {
  /// What our own machine leaves to PCRE2.
  struct Unfit: Error {}

  private(set) var ops: [UAPOp] = []
  private(set) var sets: [UAPByteSet] = []
  private(set) var tables: [UAPBranchTable] = []
  private var setNumbers: [UAPByteSet: UInt16] = [:]

  /// Instructions of one rule; uap-core's longest has 1,900.
  private static let opLimit = 8192
  /// Branches up to here are tried one after the other, more are found in a table.
  private static let chainLimit = 4

  init(_ syntax: UAPSyntax) throws(Unfit) {
    guard syntax.isComplete, syntax.groupCount < UAPLimits.groups else { throw Unfit() }
    try add(syntax.root, .nothing)
    add(UAPOp(code: .accept))
  }

  private mutating func add(_ op: UAPOp) { ops.append(op) }

  private var end: UInt32 { UInt32(ops.count) }

  /// `next` is what may come behind the piece.
  private mutating func add(_ node: UAPNode, _ next: UAPFirst) throws(Unfit) {
    guard ops.count < UAPAssembler.opLimit else { throw Unfit() }
    switch node {
    case .nothing: return
    case .byte(let set): add(UAPOp(code: .byte, set: try number(set)))
    case .position(let position):
      add(UAPOp(code: .position, first: UInt32(position.rawValue)))
    case .group(let inner, let number):
      add(UAPOp(code: .save, first: UInt32(2 * number)))
      try add(inner, next)
      add(UAPOp(code: .save, first: UInt32(2 * number + 1)))
    case .sequence(let pieces): try add(pieces, next)
    case .branches(let branches): try add(branches: branches, next)
    case .repeated(let piece, let least, let most, let isLazy):
      if case .byte(let set) = piece {
        try add(set, least, most, isLazy, next)
      } else {
        try add(piece, least, most, isLazy, next)
      }
    }
  }

  private mutating func add(_ pieces: [UAPNode], _ next: UAPFirst) throws(Unfit) {
    var follows = [next]
    for piece in pieces.reversed() {
      let behind = follows[follows.count - 1]
      follows.append(UAPFirst(piece).followed(by: behind))
    }
    follows.reverse()
    var place = 0
    while place < pieces.count {
      let text = UAPText(pieces[place...])
      if text.count > 1 {
        add(text.op)
        place += text.count
      } else {
        try add(pieces[place], follows[place + 1])
        place += 1
      }
    }
  }

  // MARK: repetitions

  /// One byte again and again.
  private mutating func add(
    _ set: UAPByteSet, _ least: Int, _ most: Int?, _ isLazy: Bool, _ next: UAPFirst
  ) throws(Unfit) {
    var op = UAPOp(code: isLazy ? .lazy : .greedy, set: try number(set))
    op.first = UInt32(least)
    if set == .noLineFeed { op.length = 1 }
    op.second = most.map { UInt32($0) } ?? UAPOp.noEnd
    if !next.isEmpty { op.follow = try number(next.bytes) }
    add(op)
  }

  /// A group again and again: as often as it must, then as often as it may.
  private mutating func add(
    _ piece: UAPNode, _ least: Int, _ most: Int?, _ isLazy: Bool, _ next: UAPFirst
  ) throws(Unfit) {
    let first = UAPFirst(piece)
    // What matches nothing again and again has rules of its own.
    guard !first.isEmpty || most == 1 else { throw Unfit() }
    let again = UAPFirst(bytes: first.bytes | next.bytes, isEmpty: next.isEmpty)
    let isEndless = most == nil
    for turn in 0..<least {
      let isLast = turn == least - 1 && most == least
      try add(piece, isLast ? next : isEndless || turn == least - 1 ? again : first)
    }
    guard let most else {
      let loop = end
      addSplit(isLazy, first)
      try add(piece, again)
      add(UAPOp(code: .jump, first: loop))
      ops[Int(loop)].first = end
      return
    }
    var splits: [Int] = []
    for _ in least..<max(most, least) {
      splits.append(ops.count)
      addSplit(isLazy, first)
      try add(piece, again)
    }
    for split in splits { ops[split].first = end }
  }

  private mutating func addSplit(_ isLazy: Bool, _ first: UAPFirst) {
    var op = UAPOp(code: isLazy ? .lazySplit : .split)
    if !first.isEmpty, let set = try? number(first.bytes) { op.set = set }
    add(op)
  }

  // MARK: branches

  private mutating func add(branches: [UAPNode], _ next: UAPFirst) throws(Unfit) {
    if branches.count > UAPAssembler.chainLimit { return try add(table: branches, next) }
    var jumps: [Int] = []
    for branch in branches.dropLast() {
      let split = ops.count
      addSplit(false, UAPFirst(branch))
      try add(branch, next)
      jumps.append(ops.count)
      add(UAPOp(code: .jump))
      ops[split].first = end
    }
    if let last = branches.last { try add(last, next) }
    for jump in jumps { ops[jump].first = end }
  }

  private mutating func add(table branches: [UAPNode], _ next: UAPFirst) throws(Unfit) {
    add(UAPOp(code: .branches, first: UInt32(tables.count)))
    let number = tables.count
    tables.append(UAPBranchTable())
    var starts: [(place: UInt32, first: UAPFirst)] = []
    var jumps: [Int] = []
    for branch in branches {
      starts.append((end, UAPFirst(branch)))
      try add(branch, next)
      jumps.append(ops.count)
      add(UAPOp(code: .jump))
    }
    for jump in jumps { ops[jump].first = end }
    tables[number] = UAPBranchTable(starts)
  }

  private mutating func number(_ set: UAPByteSet) throws(Unfit) -> UInt16 {
    if let known = setNumbers[set] { return known }
    guard sets.count < Int(UAPOp.noSet) else { throw Unfit() }
    let number = UInt16(sets.count)
    sets.append(set)
    setNumbers[set] = number
    return number
  }
}
