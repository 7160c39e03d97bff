/// Protobuf's text format, as far as files of test cases need it.
struct TextProto: Sendable {
  enum Value: Sendable {
    case message(TextProto)
    case text([UInt8])
    /// A number or a name.
    case word(String)
  }

  private(set) var fields: [(name: String, value: Value)] = []

  subscript(_ name: String) -> Value? { fields.first { $0.name == name }?.value }

  func message(_ name: String) -> TextProto? {
    if case .message(let message)? = self[name] { return message }
    return nil
  }

  func messages(_ name: String) -> [TextProto] {
    fields.compactMap { field in
      guard field.name == name, case .message(let message) = field.value else { return nil }
      return message
    }
  }

  func bytes(_ name: String) -> [UInt8]? {
    if case .text(let bytes)? = self[name] { return bytes }
    return nil
  }

  func text(_ name: String) -> String? { bytes(name).map { String(decoding: $0, as: UTF8.self) } }

  func word(_ name: String) -> String? {
    if case .word(let word)? = self[name] { return word }
    return nil
  }

  /// Reads a whole file.
  init(_ text: [UInt8]) {
    var reader = TextProtoReader(text)
    self = TextProto(reader: &reader, until: nil)
    precondition(reader.isAtEnd, "text is left at byte \(reader.at)")
  }

  private init(reader: inout TextProtoReader, until end: UInt8?) {
    while !reader.isAtEnd {
      if let end, reader.skip(end) { return }
      if reader.skip(UInt8(ascii: ",")) || reader.skip(UInt8(ascii: ";")) { continue }
      let name = reader.name()
      _ = reader.skip(UInt8(ascii: ":"))
      guard reader.skip(UInt8(ascii: "[")) else {
        fields.append((name, TextProto.value(&reader)))
        continue
      }
      while !reader.skip(UInt8(ascii: "]")) {
        fields.append((name, TextProto.value(&reader)))
        _ = reader.skip(UInt8(ascii: ","))
      }
    }
  }

  private static func value(_ reader: inout TextProtoReader) -> Value {
    if reader.skip(UInt8(ascii: "{")) {
      return .message(TextProto(reader: &reader, until: UInt8(ascii: "}")))
    }
    if reader.skip(UInt8(ascii: "<")) {
      return .message(TextProto(reader: &reader, until: UInt8(ascii: ">")))
    }
    var text: [UInt8]?
    while let more = reader.string() { text = (text ?? []) + more }
    return text.map(Value.text) ?? .word(reader.name())
  }
}
