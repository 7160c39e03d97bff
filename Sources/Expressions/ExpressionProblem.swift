/// What is wrong with an expression, and where in its text.
public struct ExpressionProblem: Error, Sendable, Equatable {
  /// What can be wrong, with the words of the expression that a message quotes.
  public enum Kind: Sendable, Equatable {
    case unexpected(found: String, wanted: String)
    case unfinishedText
    case badEscape(String)
    case badNumber(String)
    case unknownField(String)
    case singleSign(found: String, wanted: String)
    case notBoolean(role: String, type: String)
    case cannotCompare(left: String, sign: String, right: String)
    case tooDeep
    case tooLong
    case tooLongChain
    case tooBig
    case unknownFunction(String, near: String?)
    /// `given` is the call with the types of its values, `wanted` the ways it may be called.
    case wrongTypes(given: String, wanted: [String])
    case noMembers(type: String)
    case unknownMember(String, of: String, known: [String])
    case hasNeedsMember
    case macroNeedsName(String)
    case macroRange(macro: String, type: String)
    case tooManyLoops
    case patternNotLiteral
    case badPattern(String)
    case zoneNotLiteral
    case unknownZone(String)
    case badLiteral(String)
    case noMessages
    case noOptionals
    case badArgument(String)
    case lookupNotLiteral
    case noLookups
    case keyNotText(String)
    case unknownLookup(String)
    case noKeyTable(String, is: String)
    case unknownColumn(String, lookup: String, known: [String])
    case unfinishedPart
    case notAPart(type: String)
    case emptyPart
  }

  public let kind: Kind
  /// Where it is, in UTF-8 bytes of the expression.
  public let offset: Int
  /// How many UTF-8 bytes of the expression it covers; at least one.
  public let length: Int

  init(kind: Kind, offset: Int, length: Int) {
    self.kind = kind
    self.offset = offset
    self.length = length
  }

  init(_ kind: Kind, _ token: Token) {
    self.init(kind: kind, offset: token.offset, length: max(token.length, 1))
  }
}
