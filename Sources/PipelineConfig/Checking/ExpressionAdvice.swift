import Expressions

extension ExpressionProblem {
  /// What to do; nil for an unknown field, of which the place in the tree decides.
  var advice: String? {
    switch kind {
    case .unknownField, .singleSign, .hasNeedsMember: nil
    case .unexpected("the end", "')'"): "add the ')' that is missing"
    case .unexpected("the end", _): "write what should follow, or remove the last operator"
    case .unexpected:
      "operators are == != < <= > >= in && || ! ?: + - * / %; a text stands in quotes of its own"
    case .unfinishedText: "end it with the quote that it begins with"
    case .badEscape:
      #"escapes are \n \t \r \\ \" \' \x41 \u0041 and their like; a backslash itself is written '\\'"#
    case .badNumber: "numbers are such as 5, -2, 0.5 and 0x1f; a text stands in quotes of its own"
    case .notBoolean: "compare it, as in 'user_id != null'"
    case .cannotCompare(_, "in", "text"):
      "'in' asks whether a list has a value; for a part of a text write 'x.contains(y)'"
    case .cannotCompare: "compare values of one type; a text stands in quotes of its own"
    case .tooDeep, .tooLong, .tooLongChain, .tooBig, .tooManyLoops: "split it over several stages"
    default: functionAdvice
    }
  }

  private var functionAdvice: String? {
    switch kind {
    case .unknownFunction(_, let near?): "did you mean '\(near)'?"
    case .unknownFunction: "'richline explain functions' lists all"
    case .wrongTypes(_, let wanted):
      wanted.isEmpty
        ? "convert one side: 'int(x)', 'double(x)', 'string(x)' and so on"
        : "it is called as " + wanted.map { "'\($0)'" }.joined(separator: " or ")
    case .noMembers: "members belong to JSON fields, maps and 'url(x)'"
    case .unknownMember(_, _, let known): "its members are " + known.joined(separator: ", ")
    case .macroNeedsName: "such as 'x' in 'tags.exists(x, x == \"new\")'"
    case .macroRange: "split a text with 'split' first"
    case .patternNotLiteral, .zoneNotLiteral:
      "write it out: it is read once, when the file is loaded"
    case .badPattern: "patterns are those of RE2; a backslash in a pattern is easiest in r\"…\""
    case .unknownZone:
      "names are those of the system's time zone database, such as 'Europe/Berlin'; '+02:00' always works"
    case .badLiteral, .badArgument: "correct it, or leave it out"
    case .noMessages: "a map with such keys does"
    case .noOptionals: "ask with 'has(x.y)' whether a member is there"
    case .lookupNotLiteral: "such as 'lookup(\"customers\", user_id).plan'"
    case .keyNotText: "make a text of it: 'string(x)'"
    case .noLookups: "expressions of a pipeline can ask those that it declares"
    case .unfinishedPart: "add the '}' that is missing"
    case .emptyPart: "write an expression, such as '{date(collector_tstamp)}'"
    case .notAPart: "make a text of it: 'string(x)', 'date(x)' and so on"
    default: nil
    }
  }
}
