/// What a plugin gets when it is made: the values of its tokens.
///
/// Shape: everything is checked already; what only the plugin can judge it reports by `finding`.
public struct Setup: Sendable {
  /// The id of the component in the pipeline file.
  public let id: String

  package var options: [String: OptionData] = [:]
  package var spans: [String: SourceSpan] = [:]
  package var inputs: [String: InputRef] = [:]
  package var outputs: [String: OutputRef] = [:]
  package var entities: [String: EntityRef] = [:]
  package var lookups: [String: [Int]] = [:]
  package var conditions: [String: CompiledExpression] = [:]
  package var assignments: [String: [Assignment]] = [:]
  package var fieldMaps: [String: [MappedField]] = [:]
  package var fields: [SourceField] = []
  package var others: OtherKeys = .keep
  package var othersOutput = OutputRef(index: 0, isWanted: false)
  package var columns: [Field] = []
  package var templates: [String: Template] = [:]
  package var namedFields: [String: [NamedField]] = [:]
  /// Fields that the stage takes away and that some events keep: the stage empties them.
  public package(set) var emptied: [OutputRef] = []
  package var span: SourceSpan?
  package var folder = "."
  /// Whether the rows of a sink go to several targets, one after the other: `rotate` or checkpoints.
  public package(set) var makesParts = false

  package init(id: String) { self.id = id }

  /// A setup with the options of a declaration: what is stated, else their defaults.
  package init(id: String, _ spec: Spec, _ stated: [String: OptionData] = [:]) {
    self.id = id
    for option in spec.options {
      options[option.name] = stated[option.name] ?? option.defaultValue
    }
  }

  /// The path that a pipeline file means: relative ones belong to the folder of the file.
  public func resolve(_ path: String) -> String {
    path.hasPrefix("/") || folder == "." ? path : folder + "/" + path
  }

  /// The value of an option, else its default.
  public subscript<Value>(option: Option<Value>) -> Value {
    guard let data = options[option.spec.name], let value = Value(data) else {
      preconditionFailure("option '\(option.spec.name)' is not in the spec of '\(id)'")
    }
    return value
  }

  /// The value of an option that may be left out; nil when it is.
  public subscript<Value>(option: OptionalOption<Value>) -> Value? {
    options[option.spec.name].flatMap { Value($0) }
  }

  /// A path with expressions, whose placeholders are `{part}` and `{run}`.
  public func template(_ option: Option<String>) -> Template {
    if let template = templates[option.spec.name] { return template }
    let text = self[option]
    let read = try? Template.compile(text, placeholders: Template.pathPlaceholders) { _ in nil }
    return read ?? Template(text: text)
  }

  /// The field that the input reads, as the file or its default names it.
  public subscript(input: Input) -> InputRef {
    guard let ref = inputs[input.spec.name] else {
      preconditionFailure("input '\(input.spec.name)' is not in the spec of '\(id)'")
    }
    return ref
  }

  /// Where the output is written.
  public subscript(output: Output) -> OutputRef {
    guard let ref = outputs[output.spec.field] else {
      preconditionFailure("output '\(output.spec.field)' is not in the spec of '\(id)'")
    }
    return ref
  }

  /// Where the entity is added.
  public subscript(entity: Adds) -> EntityRef {
    guard let ref = entities[entity.spec.schema] else {
      preconditionFailure("entity '\(entity.spec.schema)' is not in the spec of '\(id)'")
    }
    return ref
  }

  /// The lookup; the first one of a list.
  public subscript<Table>(need: Needs<Table>) -> LookupRef<Table> {
    guard let index = lookups[need.spec.name]?.first else {
      preconditionFailure("lookup '\(need.spec.name)' is not in the spec of '\(id)'")
    }
    return LookupRef(index: index)
  }

  /// The lookup, or the first one of a list; nil when the file names none.
  public subscript<Table>(need: OptionalNeeds<Table>) -> LookupRef<Table>? {
    lookups[need.spec.name]?.first.map(LookupRef.init(index:))
  }

  /// All lookups that the file names, in its order.
  public func all<Table>(_ need: Needs<Table>) -> [LookupRef<Table>] {
    (lookups[need.spec.name] ?? []).map(LookupRef.init(index:))
  }

  /// All lookups that the file names, in its order.
  public func all<Table>(_ need: OptionalNeeds<Table>) -> [LookupRef<Table>] {
    (lookups[need.spec.name] ?? []).map(LookupRef.init(index:))
  }

  /// The fields that an option names, in the order of the file.
  public func fields<Value>(_ option: Option<Value>) -> [NamedField] {
    namedFields[option.spec.name] ?? []
  }

  /// What a map says, in the order of the file.
  public subscript(map: FieldMapOption) -> [MappedField] { fieldMaps[map.spec.name] ?? [] }

  /// The condition of an option, checked and compiled.
  public subscript(condition: ConditionOption) -> CompiledExpression {
    guard let expression = conditions[condition.spec.name] else {
      preconditionFailure("condition '\(condition.spec.name)' is not in the spec of '\(id)'")
    }
    return expression
  }

  /// The assignments in the order of the file.
  public subscript(assignments: AssignmentsOption) -> [Assignment] {
    self.assignments[assignments.spec.name] ?? []
  }

  /// The place of an output by the name of its field, for formats with many fields.
  public func output(named field: String) -> OutputRef? { outputs[field] }

  /// The fields that `fields:` of the source declares.
  public var sourceFields: [SourceField] { fields }

  /// What becomes of the input's keys that no field claims, and where the remainder goes.
  public var otherKeys: (mode: OtherKeys, output: OutputRef) { (others, othersOutput) }

  /// The fields that an output format writes, in order.
  public var writtenFields: [Field] { columns }

  /// A finding at the place of an option.
  public func finding(
    _ option: String?, _ code: String, _ message: String, help: [String] = []
  ) -> Finding {
    let place = option.flatMap { spans[$0] } ?? span
    return Finding(.error, code, at: place, message, help: help)
  }
}

/// Which of the input's own keys becomes which field.
public struct SourceField: Sendable {
  /// The field that the key becomes.
  public let field: Field
  /// The keys from the outside in.
  public let path: [String]
  /// Whether a record without the key fails.
  public let isRequired: Bool
  /// Where the value goes.
  public let output: OutputRef

  package init(field: Field, path: [String], isRequired: Bool, output: OutputRef) {
    self.field = field
    self.path = path
    self.isRequired = isRequired
    self.output = output
  }
}

/// What becomes of keys that no field claims.
public enum OtherKeys: String, Sendable, CaseIterable {
  /// One JSON remainder, written back by `ndjson` sinks.
  case keep
  case drop
  /// The event fails.
  case fail
}
