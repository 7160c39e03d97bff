import EventModel

/// A checked expression, ready to run: steps, constants, patterns.
///
/// Shape: made once, never changed when it runs, so that all workers share it.
final class Program: @unchecked Sendable {
  // Sendable: everything is written before anyone else sees it.

  let nodes: UnsafeMutableBufferPointer<Node>
  let parts: UnsafeMutableBufferPointer<Int32>
  let constants: UnsafeMutableBufferPointer<Value>
  let loops: [Loop]
  let textSets: [TextSet]
  let patterns: [Regex]
  let zones: [TimeZoneRules]
  /// The nesting of loops in which each variable is made.
  let variableLevels: [Int]
  /// What is asked of tables.
  let columns: [ColumnUse]
  let root: Int32
  /// The memory of the constants.
  let arena: Arena
  /// The memory of runs, from one to the next.
  let pool = ScratchPool()

  init(_ draft: ProgramDraft, root: Int32) {
    nodes = Self.copy(draft.nodes)
    parts = Self.copy(draft.parts)
    constants = Self.copy(draft.constants)
    loops = draft.loops
    textSets = draft.textSets
    patterns = draft.patterns
    zones = draft.zones
    variableLevels = draft.variableLevels
    columns = draft.columns
    self.root = root
    arena = draft.arena
  }

  deinit {
    nodes.deallocate()
    parts.deallocate()
    constants.deallocate()
  }

  private static func copy<T: BitwiseCopyable>(_ list: [T]) -> UnsafeMutableBufferPointer<T> {
    let buffer = UnsafeMutableBufferPointer<T>.allocate(capacity: max(list.count, 1))
    _ = buffer.initialize(from: list)
    return buffer
  }
}
