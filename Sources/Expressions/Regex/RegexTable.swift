/// A pattern as a table: for each state and class of bytes the next state.
///
/// Shape: a state is the set of steps reached, and what kind of byte stood before; the search for
/// the start of a match goes on in every state. Made whole when the pattern is read, so that
/// nothing is written while events run.
struct RegexTable: Sendable {
  static let dead: UInt16 = 0
  static let matched: UInt16 = 1

  /// The class of each byte.
  let classes: [UInt8]
  /// One more than there are classes: the last column is for the end of the text.
  let width: Int
  let next: [UInt16]
  /// The state before the first byte.
  static let start: UInt16 = 2

  /// The table of steps; nil when it would be too large.
  init?(_ steps: RegexSteps) {
    let split = ByteClasses(steps)
    var maker = RegexTableMaker(steps, split)
    guard maker.make() else { return nil }
    classes = split.classes
    width = split.examples.count + 1
    next = maker.next
  }
}
