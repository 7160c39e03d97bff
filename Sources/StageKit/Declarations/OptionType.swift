/// What an option takes: the language checks values against it, help and schema show it.
public indirect enum OptionType: Sendable, Equatable {
  case text
  /// Text that is not empty and names a file or folder, relative to the pipeline file.
  case path
  /// The same with `{expression}` parts, `{part}` and `{run}`; of sinks alone.
  case pathTemplate
  case integer(ClosedRange<Int>)
  case boolean
  /// Bytes, stated as `64MB`; the value is an integer.
  case size(ClosedRange<Int>)
  /// Milliseconds, stated as `30s`; the value is an integer.
  case duration(ClosedRange<Int>)
  case choice([String])
  /// The name of a field.
  case field
  case list(OptionType)
  /// A map with free keys.
  case map(OptionType)
  /// A map whose keys are known.
  case record([OptionSpec])
  /// Anything: unquoted JSON literals are typed, all else is text.
  case value

  /// As help shows it: `list of text`, `1…4`, `fail | drop`.
  public var summary: String {
    switch self {
    case .text: "text"
    case .path: "path"
    case .pathTemplate: "path with {expressions}"
    case .integer(let range):
      range.upperBound == Int.max
        ? "number from \(range.lowerBound)" : "\(range.lowerBound)…\(range.upperBound)"
    case .boolean: "true | false"
    case .size(let range): OptionType.words("size", range, Amount.text(bytes:), such: "64MB")
    case .duration(let range):
      OptionType.words("duration", range, Amount.text(milliseconds:), such: "30s")
    case .choice(let names): names.joined(separator: " | ")
    case .field: "field name"
    case .list(let element): "list of \(element.summary)"
    case .map(let element): "map of \(element.summary)"
    case .record(let options): "\(options.map(\.name).joined(separator: ", "))"
    case .value: "values"
    }
  }

  /// A map whose keys are options.
  public static func record(_ tokens: any SpecToken...) -> OptionType {
    .record(tokens.compactMap { if case .option(let option) = $0.item { option } else { nil } })
  }

  private static func words(
    _ kind: String, _ range: ClosedRange<Int>, _ text: (Int) -> String, such example: String
  ) -> String {
    let end = range.upperBound == Int.max ? "" : " to \(text(range.upperBound))"
    return "\(kind) from \(text(range.lowerBound))\(end), such as \(example)"
  }

  /// The value that a text of the pipeline file has; nil when it has none, or is no single value.
  package func value(_ text: String) -> OptionData? {
    func number(_ value: Int?, _ range: ClosedRange<Int>) -> OptionData? {
      value.flatMap { range.contains($0) ? .integer($0) : nil }
    }
    switch self {
    case .text, .path, .pathTemplate, .field: return .text(text)
    case .integer(let range): return number(Int(text), range)
    case .size(let range): return number(Amount.bytes(text), range)
    case .duration(let range): return number(Amount.milliseconds(text), range)
    case .boolean: return text == "true" || text == "false" ? .boolean(text == "true") : nil
    case .choice(let names): return names.contains(text) ? .text(text) : nil
    case .list, .map, .record, .value: return nil
    }
  }

  /// A value as a pipeline file would state it.
  package func shown(_ value: OptionData) -> String {
    switch (self, value) {
    case (.size, .integer(let bytes)): Amount.text(bytes: bytes)
    case (.duration, .integer(let milliseconds)): Amount.text(milliseconds: milliseconds)
    default: value.summary
    }
  }
}
