/// An expression as it was written.
indirect enum SyntaxTree {
  case literal(Literal, Token)
  case field(String, Token)
  case not(SyntaxTree, Token)
  case logical(Logical, SyntaxTree, SyntaxTree, Token)
  case compare(Comparison, SyntaxTree, SyntaxTree, Token)

  /// The token that stands for the whole in messages.
  var token: Token {
    switch self {
    case .literal(_, let token), .field(_, let token), .not(_, let token),
      .logical(_, _, _, let token), .compare(_, _, _, let token):
      token
    }
  }
}

/// A value that stands in the text.
enum Literal: Equatable {
  case null
  case boolean(Bool)
  case text(String)
  case integer(Int64)
  case double(Double)
}

enum Logical { case and, or }

enum Comparison: String {
  case equal = "=="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="

  var isOrder: Bool { self != .equal && self != .notEqual }
}
