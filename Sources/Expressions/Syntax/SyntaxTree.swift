/// An expression as it was written.
struct SyntaxTree {
  indirect enum Form {
    case literal(Literal)
    /// `isAbsolute`: with a point before it, past the variables of macros.
    case name(String, isAbsolute: Bool)
    case member(SyntaxTree, String)
    case index(SyntaxTree, SyntaxTree)
    case call(of: SyntaxTree?, String, [SyntaxTree])
    case list([SyntaxTree])
    case map([(key: SyntaxTree, value: SyntaxTree)])
    case not(SyntaxTree)
    case negative(SyntaxTree)
    case logical(Logical, [SyntaxTree])
    case compare(Comparison, SyntaxTree, SyntaxTree)
    case arithmetic(Arithmetic, SyntaxTree, SyntaxTree)
    case contained(SyntaxTree, SyntaxTree)
    case choice(SyntaxTree, SyntaxTree, SyntaxTree)
  }

  let form: Form
  /// The token that stands for the whole in messages.
  let token: Token
  /// Levels of parts inside it.
  let depth: Int
}

/// A value that stands in the text.
enum Literal: Equatable {
  case null
  case boolean(Bool)
  case text(String)
  case bytes([UInt8])
  case integer(Int64)
  case unsigned(UInt64)
  case double(Double)
}

enum Logical { case and, or }

enum Arithmetic: String {
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case modulo = "%"
}

enum Comparison: String {
  case equal = "=="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="

  var isOrder: Bool { self != .equal && self != .notEqual }
}
