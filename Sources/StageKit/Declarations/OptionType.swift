/// What an option takes: the language checks values against it, help and schema show it.
public indirect enum OptionType: Sendable, Equatable {
  case text
  /// Text that is not empty and names a file or folder, relative to the pipeline file.
  case path
  case integer(ClosedRange<Int>)
  case boolean
  case choice([String])
  /// The name of a field.
  case field
  case list(OptionType)
  /// A map with free keys.
  case map(OptionType)
  /// Anything: unquoted JSON literals are typed, all else is text.
  case value

  /// As help shows it: `list of text`, `1…4`, `fail | drop`.
  public var summary: String {
    switch self {
    case .text: "text"
    case .path: "path"
    case .integer(let range):
      range.upperBound == Int.max
        ? "number from \(range.lowerBound)" : "\(range.lowerBound)…\(range.upperBound)"
    case .boolean: "true | false"
    case .choice(let names): names.joined(separator: " | ")
    case .field: "field name"
    case .list(let element): "list of \(element.summary)"
    case .map(let element): "map of \(element.summary)"
    case .value: "values"
    }
  }
}
