import StageKit

/// The rules of some fields, as a pipeline file states them.
struct FieldRules: OptionValue {
  typealias Rules = [OptionMember]

  static let types = [
    "integer", "number", "boolean", "timestamp", "uuid", "ip", "url", "json", "object", "array",
  ]

  private static let rules = OptionType.record(
    Option<Bool>("required", "whether the field must have a value", default: false),
    Option<String>.optional("type", "what its text must be", type: .choice(types)),
    Option<Int>.optional(
      "min_length", "fewest characters", type: .integer(1...Int.max)),
    Option<Int>.optional("max_length", "most characters", type: .integer(1...Int.max)),
    Option<Limit>.optional("min", "smallest number"),
    Option<Limit>.optional("max", "largest number"),
    Option<[String]>.optional("values", "all that it may be", type: .list(.value)),
    Option<String>.optional("pattern", "what its text must match"))

  static let optionType = OptionType.map(rules)
  static let names =
    "`required`, `type`, `min_length`, `max_length`, `min`, `max`, `values`, `pattern`"

  let members: [(field: String, rules: Rules)]
  let data: OptionData

  init?(_ data: OptionData) {
    guard case .map(let fields) = data else { return nil }
    self.data = data
    members = fields.map { field in
      guard case .map(let rules) = field.value else { return (field.key, []) }
      return (field.key, rules)
    }
  }
}

/// A number as it is written.
struct Limit: OptionValue {
  static let optionType = OptionType.value
  let data: OptionData

  init?(_ data: OptionData) { self.data = data }
}
