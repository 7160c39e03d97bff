/// One piece of an expression's text.
struct Token: Equatable {
  enum Kind: Equatable {
    case name(String)
    /// A name in backquotes, which may hold any characters; stands behind a point only.
    case quotedName(String)
    case text(String)
    case bytes([UInt8])
    /// A whole number without its sign; with `u` behind it when unsigned.
    case integer(UInt64, isUnsigned: Bool)
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
    case .name(let name), .quotedName(let name): "'\(name)'"
    case .text(let text): "the text \"\(text)\""
    case .bytes: "bytes"
    case .integer(let number, let isUnsigned): "'\(number)\(isUnsigned ? "u" : "")'"
    case .double(let number): "'\(number)'"
    case .sign(let sign): "'\(sign)'"
    case .end: "the end"
    }
  }
}
