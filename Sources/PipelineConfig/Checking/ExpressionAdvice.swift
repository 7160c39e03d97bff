import Expressions

extension ExpressionProblem {
  /// What to do; nil for an unknown field, of which the place in the tree decides.
  var advice: String? {
    switch kind {
    case .unknownField: nil
    case .unexpected("the end", "')'"): "add the ')' that is missing"
    case .unexpected("the end", _): "write what should follow, or remove the last operator"
    case .unexpected:
      "operators are == != < <= > >= && || !; a text stands in quotes of its own"
    case .unfinishedText: "end it with the quote that it begins with"
    case .badEscape: #"escapes are \n \t \r \\ \" \'; a backslash itself is written '\\'"#
    case .badNumber: "numbers are such as 5, -2 and 0.5; a text stands in quotes of its own"
    case .notYet: "leave it out; a later version has it"
    case .singleSign: nil
    case .notBoolean: "compare it, as in 'user_id != null'"
    case .cannotCompare: "compare values of one type; a text stands in quotes of its own"
    case .tooDeep, .tooLong: "split it over several stages"
    }
  }
}
