/// A rule as instructions for `UAPMachine`.
///
/// Shape: plain memory that all threads read; whoever made it frees it.
struct UAPProgram: BitwiseCopyable {
  let ops: UnsafePointer<UAPOp>
  /// Four words a set.
  let sets: UnsafePointer<UInt64>
  /// For each table and byte the place of a list in `lists`; the end is byte 256.
  let tables: UnsafePointer<UInt32>
  /// Lists of branches, each with its length before it.
  let lists: UnsafePointer<UInt32>
  let groupCount: Int
  /// Whether a match can only begin where the agent does.
  let isAnchored: Bool
  /// Whether a match may be empty, so that it may begin anywhere.
  let beginsAnywhere: Bool
  /// The bytes with which other matches begin.
  let firstBytes: UAPByteSet
  /// The only one, or the two cases of a letter.
  let hasFirstPair: Bool
  let firstPair: (UInt8, UInt8)
  /// The table of `UAPOpening`; nil without one.
  let opening: UnsafePointer<UInt64>?

  static let tableWidth = 257

  /// Nil for what our own machine leaves to PCRE2.
  init?(_ text: String, foldsCase: Bool) {
    guard let syntax = UAPPatternParser.tree(text, foldsCase: foldsCase),
      let assembler = try? UAPAssembler(syntax)
    else { return nil }
    var (lists, tables) = ([UInt32](), [UInt32]())
    for table in assembler.tables {
      var places: [UInt32] = []
      for list in table.lists {
        places.append(UInt32(lists.count))
        lists.append(UInt32(list.count))
        lists += list
      }
      tables += table.listNumbers.map { places[Int($0)] }
    }
    ops = UAPProgram.copy(assembler.ops)
    sets = UAPProgram.copy(assembler.sets.flatMap { set in (0..<4).map(set.word) })
    self.tables = UAPProgram.copy(tables)
    self.lists = UAPProgram.copy(lists)
    groupCount = syntax.groupCount
    isAnchored = UAPProgram.isAnchored(syntax.root)
    let first = UAPFirst(syntax.root)
    beginsAnywhere = first.isEmpty
    firstBytes = first.bytes
    let bytes = first.isEmpty || first.bytes.count > 2 ? [] : first.bytes.bytes
    hasFirstPair = !bytes.isEmpty
    firstPair = (bytes.first ?? 0, bytes.last ?? 0)
    opening = hasFirstPair ? nil : UAPOpening(assembler).map { UAPProgram.copy($0.words) }
  }

  func deallocate() {
    ops.deallocate()
    sets.deallocate()
    tables.deallocate()
    lists.deallocate()
    opening?.deallocate()
  }

  private static func copy<T: BitwiseCopyable>(_ array: [T]) -> UnsafePointer<T> {
    let memory = UnsafeMutablePointer<T>.allocate(capacity: max(array.count, 1))
    for (place, value) in array.enumerated() { (memory + place).initialize(to: value) }
    return UnsafePointer(memory)
  }

  private static func isAnchored(_ node: UAPNode) -> Bool {
    switch node {
    case .position(let position): position == .start
    case .group(let inner, _): isAnchored(inner)
    case .sequence(let pieces): pieces.first.map(isAnchored) ?? false
    case .branches(let branches): branches.allSatisfy(isAnchored)
    case .byte, .nothing, .repeated: false
    }
  }
}
