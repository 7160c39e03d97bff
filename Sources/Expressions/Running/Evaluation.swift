import EventModel

/// One run of a program over the rows of a slice.
///
/// Shape: each step makes its values for all rows that need them, in one loop; what stands in a loop
/// of the expression goes over the elements of one row's list instead, its lanes.
struct Evaluation {
  // Not counted: all outlive the run, and counting is for every step.
  unowned(unsafe) let program: Program
  unowned(unsafe) let arena: Arena
  unowned(unsafe) let tables: KeyTables?
  let fields: UnsafePointer<UnsafeMutablePointer<Slot>>
  /// Taken from the pool when the first column is needed.
  var scratch = ScratchStack()
  private var hasScratch = false
  /// How many loops of the expression are around this step.
  var level = 0
  /// The row, then the lane of each loop around.
  var lanes = SIMD16<Int16>(repeating: 0)
  private var hasSpent = false
  /// The row that memory is taken for.
  var row = 0
  /// Elements that the loops have looked at for this row.
  var steps = 0

  init(
    _ program: Program, _ arena: Arena,
    _ fields: UnsafePointer<UnsafeMutablePointer<Slot>>, _ tables: KeyTables? = nil
  ) {
    self.program = program
    self.arena = arena
    self.fields = fields
    self.tables = tables
  }

  /// Gives the memory of the run back.
  mutating func end() {
    guard hasScratch else { return }
    scratch.release(to: 0)
    program.pool.giveBack(scratch)
    hasScratch = false
  }

  @inline(__always)
  mutating func newColumn() -> UnsafeMutablePointer<Value> {
    if !hasScratch { takeScratch() }
    return scratch.column(Selection.capacity)
  }

  mutating func takeScratch() {
    guard !hasScratch else { return }
    scratch = program.pool.take()
    hasScratch = true
  }

  func part(_ node: Node, _ index: Int) -> Int32 { program.parts[Int(node.first) + index] }

  /// Room for new bytes of the current row; nil when it has taken all that it may.
  mutating func room(_ count: Int) -> UnsafeMutablePointer<UInt8>? {
    guard spend(count) else { return nil }
    return arena.reserve(count)
  }

  /// Room for a list of the current row; nil when it has taken all that it may.
  mutating func list(_ count: Int) -> UnsafeMutablePointer<Value>? {
    let size = count * MemoryLayout<Value>.stride + 16
    guard let room = room(size) else { return nil }
    let padding = (16 - Int(UInt(bitPattern: room) & 15)) & 15
    arena.commit(size)
    return UnsafeMutableRawPointer(room + padding).bindMemory(to: Value.self, capacity: count)
  }

  /// Takes bytes for the current row; false when they would be too many.
  mutating func spend(_ count: Int) -> Bool {
    if !hasSpent {
      takeScratch()
      if scratch.spent == nil { scratch.spent = .allocate(capacity: Selection.capacity) }
      scratch.spent?.initialize(repeating: 0, count: Selection.capacity)
      hasSpent = true
    }
    guard let spent = scratch.spent, count <= ExpressionLimits.bytes - Int(spent[row]) else {
      return false
    }
    spent[row] += Int32(count)
    return true
  }

  static let tooLarge = Value.error("the values of the expression take more than 1 MiB")
}

extension Evaluation {
  private static let nothing = Program(ProgramDraft(), root: 0)
  nonisolated(unsafe) private static let noFields =
    UnsafePointer(UnsafeMutablePointer<UnsafeMutablePointer<Slot>>.allocate(capacity: 1))
  // nonisolated(unsafe): never read; a program without steps has no fields.

  /// For functions of constants, while an expression is checked.
  static func withoutEvent(_ arena: Arena) -> Evaluation {
    Evaluation(nothing, arena, noFields)
  }
}
