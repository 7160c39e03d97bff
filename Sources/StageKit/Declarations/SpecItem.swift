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

/// A key of the component with a value of one type.
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
  /// What it is for, as the reference shows it.
  public let help: String
}

/// A field that the stage reads.
public struct InputSpec: Sendable {
  public let name: String
  public let type: FieldType
  /// The field that it reads when the file names none.
  public let defaultField: String
  /// Whether the stage does without it when nothing wrote the field.
  public let isOptional: Bool
  /// What it is for, as the reference shows it.
  public let help: String
}

/// A field that the stage writes.
public struct OutputSpec: Sendable {
  /// The name of the field.
  public let field: String
  public let type: FieldType
  /// Whether only a reader that names it brings it about.
  public let isOnDemand: Bool
  /// The option, true or false, without which the field is not written; nil for none.
  public let option: String?
  /// What it holds, as the reference shows it.
  public let help: String

  /// Whether the field is written with these options.
  package func isWritten(with options: [String: OptionData]) -> Bool {
    guard let option else { return true }
    return options[option] == .boolean(true)
  }
}

/// An entity that the stage adds.
public struct EntitySpec: Sendable {
  /// `iglu:vendor/name/jsonschema/version`.
  public let schema: String
  /// What it holds, as the reference shows it.
  public let help: String
}

/// A lookup that the stage needs.
public struct NeedSpec: Sendable {
  public let name: String
  public let interface: String
  /// The provider whose shipped data serves when the file names no lookup.
  public let shipped: String?
  /// Whether the stage does without it when the file names none.
  public let isOptional: Bool
  /// Whether it may be a list of lookups: the first that has a record answers.
  public let takesList: Bool
  /// What it is for, as the reference shows it.
  public let help: String
}

/// An option that holds an expression to true or false.
public struct ConditionSpec: Sendable {
  public let name: String
  /// What the condition decides, as the reference shows it.
  public let help: String
}

/// An option that holds a map from fields to expressions.
public struct AssignmentsSpec: Sendable {
  public let name: String
  /// What the map does, as the reference shows it.
  public let help: String
}

/// An option that holds a map from fields to where their values come from.
public struct FieldMapSpec: Sendable {
  public let name: String
  /// The needs whose lookups hold what the map names; the first is meant without a prefix.
  public let needs: [String]
  /// Where the values come from.
  public var source = FieldMapSource.lookups
  /// Whether the file may leave the map out.
  public let isOptional: Bool
  /// What the map does, as the reference shows it.
  public let help: String
}
