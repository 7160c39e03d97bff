/// A token of a declaration: what it declares, as plain data.
public protocol SpecToken: Sendable {
  var item: SpecItem { get }
}

/// One line of a declaration.
public enum SpecItem: Sendable {
  case option(OptionSpec)
  case input(InputSpec)
  case output(OutputSpec)
  case entity(EntitySpec)
  case need(NeedSpec)
  case condition(ConditionSpec)
  case assignments(AssignmentsSpec)
  case fieldMap(FieldMapSpec)

  /// The key in a pipeline file; nil for what cannot be stated there.
  public var key: String? {
    switch self {
    case .option(let option): option.name
    case .input(let input): input.name
    case .output, .entity: nil
    case .need(let need): need.name
    case .condition(let condition): condition.name
    case .assignments(let assignments): assignments.name
    case .fieldMap(let map): map.name
    }
  }
}

public struct OptionSpec: Sendable, Equatable {
  public let name: String
  public let type: OptionType
  /// What stands when the file states nothing; nil when it must.
  public let defaultValue: OptionData?
  /// Whether the file may leave it out though it has no default.
  public let isOptional: Bool
  /// The option without which this one is needed; the plugin says more of what they are together.
  public var alternative: String?
  /// Whether no output may show its value.
  public var isSecret = false
  /// What the stage does with the fields that the option names; nil when they are no edges.
  public var fieldUse: FieldUse?
  public let help: String
}

public struct InputSpec: Sendable {
  public let name: String
  public let type: FieldType
  public let defaultField: String
  /// Whether the stage does without it when nothing wrote the field.
  public let isOptional: Bool
  public let help: String
}

public struct OutputSpec: Sendable {
  public let field: String
  public let type: FieldType
  /// Whether only a reader that names it brings it about.
  public let isOnDemand: Bool
  /// The option, true or false, without which the field is not written; nil for none.
  public let option: String?
  public let help: String

  /// Whether the field is written with these options.
  package func isWritten(with options: [String: OptionData]) -> Bool {
    guard let option else { return true }
    return options[option] == .boolean(true)
  }
}

public struct EntitySpec: Sendable {
  /// `iglu:vendor/name/jsonschema/version`.
  public let schema: String
  public let help: String
}

public struct NeedSpec: Sendable {
  public let name: String
  public let interface: String
  /// The provider whose shipped data serves when the file names no lookup.
  public let shipped: String?
  public let isOptional: Bool
  /// Whether it may be a list of lookups: the first that has a record answers.
  public let takesList: Bool
  public let help: String
}

public struct ConditionSpec: Sendable {
  public let name: String
  public let help: String
}

public struct AssignmentsSpec: Sendable {
  public let name: String
  public let help: String
}

public struct FieldMapSpec: Sendable {
  public let name: String
  /// The needs whose lookups hold what the map names; the first is meant without a prefix.
  public let needs: [String]
  /// Where the values come from.
  public var source = FieldMapSource.lookups
  public let isOptional: Bool
  public let help: String
}
