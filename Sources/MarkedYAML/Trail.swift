/// The last thing that was read before a syntax error: most traps are explained by it.
struct Trail {
  /// What was read.
  enum Kind: Equatable {
    case nothing
    case scalar(Scalar.Style)
    case alias
    /// A list or map in brackets, ended.
    case flowCollection
    /// The start of any list or map, or the end of a block.
    case other
  }

  /// What was read last, empty values left out.
  var kind = Kind.nothing
  /// Where it starts.
  var start = Places.Place(line: 1, column: 1)
  /// Where it ends.
  var end = Places.Place(line: 1, column: 1)
  /// Where the innermost open bracket stands.
  var openBracket: Places.Place?
}
