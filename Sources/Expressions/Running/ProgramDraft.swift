import EventModel

/// A program while it is put together.
struct ProgramDraft {
  var nodes: [Node] = []
  var parts: [Int32] = []
  var constants: [Value] = []
  var loops: [Loop] = []
  var textSets: [TextSet] = []
  var patterns: [Regex] = []
  var zones: [TimeZoneRules] = []
  var variableLevels: [Int] = []
  var columns: [ColumnUse] = []
  /// A few texts and lists; more memory is taken when they need more.
  let arena = Arena(firstChunk: 512)

  mutating func add(_ operation: Node.Operation, _ parts: [Int32] = [], extra: Int = 0) -> Int32 {
    let first = Int32(self.parts.count)
    self.parts += parts
    nodes.append(
      Node(operation: operation, first: first, count: Int32(parts.count), extra: Int32(extra)))
    return Int32(nodes.count - 1)
  }

  mutating func add(constant: Value) -> Int32 {
    constants.append(constant)
    return add(.constant, extra: constants.count - 1)
  }

  /// The value of a step that is a constant; nil for any other.
  func constant(_ node: Int32) -> Value? {
    let node = nodes[Int(node)]
    guard case .constant = node.operation else { return nil }
    return constants[Int(node.extra)]
  }

  func isColumn(_ node: Int32) -> Bool {
    if case .column = nodes[Int(node)].operation { return true }
    return false
  }

  func isField(_ node: Int32) -> Bool {
    if case .field = nodes[Int(node)].operation { return true }
    return false
  }
}
