/// One step of a program: what is done with the values of its parts.
struct Node: BitwiseCopyable {
  enum Operation: BitwiseCopyable {
    /// `extra` is its place among the constants.
    case constant
    /// `extra` is its place among the fields.
    case field
    /// `extra` is its place among the variables.
    case variable
    /// The values of the parts, given to a function; `takesNull`: also when one of them is null.
    case call(Function, takesNull: Bool)
    case and, or, not, choice
    /// `isText`: both are texts, of which null and the empty one are the same.
    case equal(isNegated: Bool, isText: Bool)
    case order(Comparison)
    case isNull(isNegated: Bool)
    /// A text field and a constant one: `extra` is its place among the text sets.
    case textIn(isNegated: Bool)
    case list, map
    /// A member, whose name is the constant at `extra`.
    case member, hasMember
    /// `extra` is its place among the patterns.
    case matches
    /// `extra` is its place among the time zones.
    case zoned(TimeFunction)
    /// `extra` is its place among the loops; the parts are the range, maybe a condition, the body.
    case loop
    /// `extra` is the variable; the parts are its value and the body.
    case bind
    /// A row of the lookup at `extra`; the part is its key.
    case lookup
    /// A column of a row, whose use is at `extra`.
    case column
    /// A row as a map.
    case rowMap
  }

  let operation: Operation
  /// Where its parts begin in the list of all parts.
  let first: Int32
  let count: Int32
  let extra: Int32
}

/// A loop over the elements of a list or map.
struct Loop: BitwiseCopyable {
  enum Kind: BitwiseCopyable {
    case all, exists, existsOne, filter, map, transformMap
  }

  let kind: Kind
  /// The variable of each element, or of its key when there are two.
  let first: Int32
  /// The variable of the value of each element; -1 when there is one variable.
  let second: Int32
  /// Whether a condition stands before the body.
  let hasCondition: Bool
}
