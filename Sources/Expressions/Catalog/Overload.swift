/// One way to call a function.
struct Overload: Sendable {
  let form: String
  /// As it is called: with its namespace, without its receiver.
  let name: String
  let isMethod: Bool
  /// The receiver first.
  let parameters: [ValueType]
  /// Whether the last parameter may be given more than once.
  let isVariadic: Bool
  let result: ValueType
  let function: Function
  let takesNull: Bool

  /// Reads a form such as `text.split(text, integer): list(text)`; nil when it is none.
  init?(form: String, _ function: Function, takesNull: Bool) {
    // `list(text).join(…)` has brackets before its own.
    let from =
      form.hasPrefix("list(text).") ? form.firstIndex(of: ".") ?? form.startIndex : form.startIndex
    guard let open = form[from...].firstIndex(of: "("), let close = form.lastIndex(of: ":"),
      form[..<close].hasSuffix(")"),
      let result = Overload.type(form[form.index(close, offsetBy: 2)...])
    else { return nil }
    let head = form[..<open]
    let inner = form[form.index(after: open)..<form.index(before: close)]
    let receiver = head.lastIndex(of: ".").map { head[..<$0] }
    let owner = receiver.flatMap { Overload.type($0) }
    var parameters: [ValueType] = owner.map { [$0] } ?? []
    isVariadic = inner.hasSuffix("...")
    for piece in inner.split(separator: ", ") {
      guard let type = Overload.type(piece.hasSuffix("...") ? piece.dropLast(3) : piece) else {
        return nil
      }
      parameters.append(type)
    }
    self.form = form
    name = owner == nil ? String(head) : String(head.split(separator: ".").last ?? head)
    isMethod = owner != nil
    self.parameters = parameters
    self.result = result
    self.function = function
    self.takesNull = takesNull
  }

  private static func type(_ name: Substring) -> ValueType? {
    switch name {
    case "any": .any
    case "boolean": .boolean
    case "integer": .integer
    case "unsigned": .unsigned
    case "double": .double
    case "text": .text
    case "bytes": .bytes
    case "timestamp": .timestamp
    case "duration": .duration
    case "list": .list(.any)
    case "list(text)": .list(.text)
    case "map": .map(.any, .any)
    case "type": .type
    case "address": .address
    case "network": .network
    case "URL": .url
    default: nil
    }
  }

  /// Whether values of these types may be given.
  func takes(_ types: [ValueType]) -> Bool {
    guard isVariadic ? types.count >= parameters.count : types.count == parameters.count else {
      return false
    }
    for (index, type) in types.enumerated() {
      guard type.fits(parameters[min(index, parameters.count - 1)]) else { return false }
    }
    return true
  }
}
