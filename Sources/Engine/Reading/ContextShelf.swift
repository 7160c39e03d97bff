import StageKit

/// What header lines have said of inputs that grow, so that nobody reads them again from their
/// beginning.
struct ContextShelf {
  /// Inputs that are remembered at most. All are forgotten at once then: that costs reading only.
  static let mostInputs = 1000

  /// What is in force at a place of an input.
  struct Known {
    let offset: UInt64
    let context: DecodeContext?
  }

  private struct Key: Hashable {
    let device: UInt64
    let inode: UInt64
    let generation: UInt64

    init(_ identity: InputIdentity) {
      device = identity.device
      inode = identity.inode
      generation = identity.generation
    }
  }

  private var known: [Key: Known] = [:]

  mutating func put(_ mark: InputMark, _ context: DecodeContext?) {
    if known.count >= ContextShelf.mostInputs { known.removeAll() }
    known[Key(mark.identity)] = Known(offset: mark.offset, context: context)
  }

  /// Nil when nothing is known of just this place.
  func find(_ mark: InputMark) -> Known? {
    known[Key(mark.identity)].flatMap { $0.offset == mark.offset ? $0 : nil }
  }
}
