/// A pattern as it was written; groups are gone, since only the match is asked for.
indirect enum RegexTree {
  case empty
  case set(ScalarSet)
  case assertion(Assertion)
  case sequence([RegexTree])
  case choice([RegexTree])
  /// `most` is nil without a limit.
  case repeated(RegexTree, least: Int, most: Int?)

  /// What must hold between two bytes.
  enum Assertion: UInt8, BitwiseCopyable, Sendable {
    case textStart, textEnd, lineStart, lineEnd, wordEdge, noWordEdge
  }
}
