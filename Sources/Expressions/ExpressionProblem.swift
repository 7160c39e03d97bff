/// What is wrong with an expression, and where in its text.
public struct ExpressionProblem: Error, Sendable, Equatable {
  public enum Kind: Sendable, Equatable {
    case unexpected(found: String, wanted: String)
    case unfinishedText
    case badEscape(String)
    case badNumber(String)
    case unknownField(String)
    case notYet(String)
    case singleSign(found: String, wanted: String)
    case notBoolean(role: String, type: String)
    case cannotCompare(left: String, sign: String, right: String)
    case tooDeep
    case tooLong
  }

  public let kind: Kind
  /// Where it is, in UTF-8 bytes of the expression.
  public let offset: Int
  public let length: Int

  /// What happened: lower case, quotes what was written.
  public var message: String {
    switch kind {
    case .unexpected(let found, let wanted): "found \(found) where \(wanted) is expected"
    case .unfinishedText: "this text has no closing quote"
    case .badEscape(let escape): "'\(escape)' is no escape in a text"
    case .badNumber(let number): "'\(number)' is no number"
    case .unknownField(let name): "no field '\(name)' here"
    case .notYet(let what): "\(what) cannot be used in expressions yet"
    case .singleSign(let found, let wanted): "'\(found)' is no operator: write '\(wanted)'"
    case .notBoolean(let role, let type): "\(role) needs true or false, this is \(type)"
    case .cannotCompare(let left, let sign, let right):
      "\(left) \(sign) \(right) can never be compared"
    case .tooDeep: "the expression is nested deeper than \(ExpressionParser.depthLimit) levels"
    case .tooLong:
      "the expression has more than \(ExpressionParser.operatorLimit) operators '&&' and '||'"
    }
  }
}
