extension ExpressionProblem {
  /// What happened: lower case, quotes what was written.
  public var message: String {
    switch kind {
    case .unexpected(let found, let wanted): "found \(found) where \(wanted) is expected"
    case .unfinishedText: "this text has no closing quote"
    case .badEscape(let escape): "'\(escape)' is no escape in a text"
    case .badNumber(let number): "'\(number)' is no number"
    case .unknownField(let name): "no field '\(name)' here"
    case .singleSign(let found, let wanted): "'\(found)' is no operator: write '\(wanted)'"
    case .notBoolean(let role, let type): "\(role) needs true or false, this is \(type)"
    case .cannotCompare(let left, let sign, let right):
      "\(left) \(sign) \(right) can never be compared"
    case .unknownFunction(let name, _): "no function '\(name)'"
    case .wrongTypes(let given, _): "no function takes '\(given)'"
    case .noMembers(let type): "\(type) has no members"
    case .unknownMember(let name, let type, _): "\(type) has no member '\(name)'"
    case .hasNeedsMember: "'has' asks for a member of a value, such as 'has(order.total)'"
    case .macroNeedsName(let macro): "'\(macro)' needs a name of its own for each element"
    case .macroRange(let macro, let type): "'\(macro)' goes over lists and maps, this is \(type)"
    case .patternNotLiteral: "the pattern of 'matches' must stand there as a text in quotes"
    case .badPattern(let why): why
    case .zoneNotLiteral: "a time zone must stand there as a text in quotes"
    case .unknownZone(let zone): "no time zone '\(zone)'"
    case .badLiteral(let why), .badArgument(let why): why
    case .noMessages: "there are no messages here, only maps such as '{\"key\": 1}'"
    case .noOptionals: "there are no optional values here"
    case .lookupNotLiteral: "'lookup' takes the name of a lookup as a text in quotes, and a key"
    case .keyNotText(let type): "the key of a lookup is a text, this is \(type)"
    case .noLookups: "there are no lookups here"
    case .unknownLookup(let name): "no lookup '\(name)' is declared"
    case .noKeyTable(let name, let interface):
      "lookup '\(name)' is of the kind '\(interface)', and 'lookup' asks key tables"
    case .unknownColumn(let name, let lookup, _): "lookup '\(lookup)' has no column '\(name)'"
    case .unfinishedPart: "this '{' has no closing '}'"
    case .notAPart(let type): "\(type) cannot stand in a path"
    case .emptyPart: "there is nothing between '{' and '}'"
    case .tooDeep, .tooLong, .tooLongChain, .tooBig, .tooManyLoops: limit
    }
  }

  private var limit: String {
    switch kind {
    case .tooDeep: "the expression is nested deeper than \(ExpressionParser.depthLimit) levels"
    case .tooLong:
      "the expression has more than \(ExpressionParser.operatorLimit) operators '&&' and '||'"
    case .tooLongChain:
      "the expression has more than \(ExpressionParser.chainLimit) parts in a row"
    case .tooManyLoops:
      "more than \(ExpressionLimits.loops) of 'all', 'exists', 'filter', 'map' stand in each other"
    default: "the expression has more than \(ExpressionLimits.nodes) parts"
    }
  }
}
