/// An option with a value of its own type.
public struct Option<Value: OptionValue>: SpecToken {
  let spec: OptionSpec

  /// An option that has a default.
  public init(
    _ name: String, _ help: String, default value: Value, type: OptionType = Value.optionType,
    fields: FieldUse? = nil
  ) {
    spec = OptionSpec(
      name: name, type: type, defaultValue: value.data, isOptional: true, fieldUse: fields,
      help: help)
  }

  /// An option that must be stated; `secret`: its value is never shown. `fields` says what is done
  /// with the fields that it names.
  public init(
    _ name: String, _ help: String, type: OptionType = Value.optionType, secret: Bool = false,
    fields: FieldUse? = nil
  ) {
    spec = OptionSpec(
      name: name, type: type, defaultValue: nil, isOptional: false, isSecret: secret,
      fieldUse: fields, help: help)
  }

  /// An option that may be left out: its value is then nil. With `alternative` that option must be
  /// stated then.
  public static func optional(
    _ name: String, _ help: String, type: OptionType = Value.optionType,
    alternative: String? = nil, secret: Bool = false, fields: FieldUse? = nil
  ) -> OptionalOption<Value> {
    OptionalOption(
      spec: OptionSpec(
        name: name, type: type, defaultValue: nil, isOptional: true, alternative: alternative,
        isSecret: secret, fieldUse: fields, help: help))
  }

  public var item: SpecItem { .option(spec) }
}

/// An option that may be left out.
public struct OptionalOption<Value: OptionValue>: SpecToken {
  let spec: OptionSpec
  public var item: SpecItem { .option(spec) }
}

/// A field that the stage reads; the pipeline file may name another one under `name`.
public struct Input: SpecToken {
  let spec: InputSpec

  /// Makes an input that reads `field` unless the file names another one.
  public init(
    _ name: String, _ type: FieldType, default field: String, optional: Bool = false,
    _ help: String
  ) {
    spec = InputSpec(
      name: name, type: type, defaultField: field, isOptional: optional, help: help)
  }

  public var item: SpecItem { .input(spec) }
}

/// A field that the stage writes.
public struct Output: SpecToken {
  let spec: OutputSpec

  /// `onDemand`: made only when a stage or sink names it; sinks that write all fields pass it over.
  /// `onlyWith`: written only when this option is true; else the field stays as it is.
  public init(
    _ field: String, _ type: FieldType, onDemand: Bool = false,
    onlyWith option: Option<Bool>? = nil,
    _ help: String = ""
  ) {
    spec = OutputSpec(
      field: field, type: type, isOnDemand: onDemand, option: option?.spec.name, help: help)
  }

  public var item: SpecItem { .output(spec) }
}

/// An entity that the stage adds to `derived_contexts`.
public struct Adds: SpecToken {
  let spec: EntitySpec

  /// Makes an entity of this schema, an `iglu:` URI.
  public init(entity schema: String, _ help: String = "") {
    spec = EntitySpec(schema: schema, help: help)
  }

  public var item: SpecItem { .entity(spec) }
}

/// A lookup that the stage asks for by interface.
public struct Needs<Table>: SpecToken {
  let spec: NeedSpec

  /// `shipped`: the provider whose own data serves when the file names no lookup. `list`: whether
  /// the file may name several, of which the first that has a record answers.
  public init(
    _ name: String, _ interface: LookupInterface<Table>, shipped: String? = nil,
    list: Bool = false, _ help: String
  ) {
    spec = NeedSpec(
      name: name, interface: interface.name, shipped: shipped, isOptional: false,
      takesList: list, help: help)
  }

  /// A lookup without which the stage does.
  public static func optional(
    _ name: String, _ interface: LookupInterface<Table>, list: Bool = false, _ help: String
  ) -> OptionalNeeds<Table> {
    OptionalNeeds(
      spec: NeedSpec(
        name: name, interface: interface.name, shipped: nil, isOptional: true, takesList: list,
        help: help))
  }

  public var item: SpecItem { .need(spec) }
}

/// A lookup that the file may leave out.
public struct OptionalNeeds<Table>: SpecToken {
  let spec: NeedSpec
  public var item: SpecItem { .need(spec) }
}

/// An option that holds an expression to true or false.
public struct ConditionOption: SpecToken {
  let spec: ConditionSpec

  /// Makes a condition under this key.
  public init(_ name: String, _ help: String) { spec = ConditionSpec(name: name, help: help) }

  public var item: SpecItem { .condition(spec) }
}

/// An option that holds a map from fields to expressions: the fields are written.
public struct AssignmentsOption: SpecToken {
  let spec: AssignmentsSpec

  /// Makes a map of assignments under this key.
  public init(_ name: String, _ help: String) { spec = AssignmentsSpec(name: name, help: help) }

  public var item: SpecItem { .assignments(spec) }
}

/// An option that holds a map from fields to what lookups, the stage or other fields have: the fields
/// are written.
///
/// Shape: `target: source`, or `target: { from: source, type: integer }`. A source in lookups is in the
/// first of `needs` that the file gives, unless the name of another one and a point stand before it.
public struct FieldMapOption: SpecToken {
  let spec: FieldMapSpec

  /// Makes a map whose sources are in the lookups of these needs; the first needs no prefix.
  public init(_ name: String, of needs: [String], optional: Bool = false, _ help: String) {
    spec = FieldMapSpec(name: name, needs: needs, isOptional: optional, help: help)
  }

  /// A map whose sources are no lookups.
  public init(
    _ name: String, from source: FieldMapSource, optional: Bool = false, _ help: String
  ) {
    spec = FieldMapSpec(
      name: name, needs: [], source: source, isOptional: optional, help: help)
  }

  public var item: SpecItem { .fieldMap(spec) }
}
