/// One piece of an expression's text.
struct Token: Equatable {
  enum Kind: Equatable {
    case name(String)
    case text(String)
    case integer(Int64)
    case double(Double)
    case sign(String)
    case end
  }

  let kind: Kind
  let offset: Int
  let length: Int

  /// As messages show it.
  var shown: String {
    switch kind {
    case .name(let name): "'\(name)'"
    case .text(let text): "the text \"\(text)\""
    case .integer(let number): "'\(number)'"
    case .double(let number): "'\(number)'"
    case .sign(let sign): "'\(sign)'"
    case .end: "the end"
    }
  }
}
