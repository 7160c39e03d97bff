import StageKit

extension PipelineSchema {
  /// The definition of a kind of component, and one for each plugin of it.
  func kind(
    _ name: String, _ grammar: Grammar.Keys, _ specs: [Spec], more: [JSONTree] = [],
    orElse pattern: String? = nil, _ definition: (Spec) -> JSONTree
  ) -> [(String, JSONTree)] {
    let specs = specs.sorted { $0.name < $1.name }
    var properties: [(String, JSONTree?)] = []
    for key in grammar.keys {
      let schema = self.properties(Grammar.Keys([key]))
      guard case .object(let members) = schema, let member = members.first else { continue }
      properties.append(
        (key.name, key.name == "use" ? use(specs, key.help, pattern) : member.value))
    }
    let choices = specs.map { spec in
      JSONTree.members(
        ("if", PipelineSchema.uses(spec.name)),
        ("then", PipelineSchema.reference("\(name).\(spec.name)")))
    }
    let whole = JSONTree.members(
      ("type", "object"),
      ("required", required(Grammar.Keys(grammar.keys.filter { $0.name == "use" }))),
      ("properties", .members(properties)), ("allOf", .list(choices + more)))
    return [(name, whole)] + specs.map { ("\(name).\($0.name)", definition($0)) }
  }

  private func use(_ specs: [Spec], _ help: String, _ pattern: String?) -> JSONTree {
    let names = JSONTree.members(
      ("enum", .texts(specs.map(\.name))),
      ("enumDescriptions", .texts(specs.map { PipelineSchema.sentence($0.summary) })))
    let choice = pattern.map { pattern in
      JSONTree.members(
        ("anyOf", [names, .members(("type", "string"), ("pattern", .text(pattern)))]))
    }
    return (choice ?? names).adding(("description", .text(PipelineSchema.sentence(help))))
  }

  /// The stages of another file.
  static let groupPattern = "^\\.\\.?/"

  /// Such a stage takes the keys of a group and no others.
  var groupRule: JSONTree {
    .members(
      (
        "if",
        .members(
          (
            "properties",
            .members(
              ("use", .members(("type", "string"), ("pattern", .text(PipelineSchema.groupPattern))))
            )
          ), ("required", ["use"]))
      ),
      (
        "then",
        .members(
          ("properties", .members(Grammar.group.known.map { ($0, JSONTree.members([])) })),
          ("additionalProperties", false))
      ))
  }

  private static func uses(_ name: String) -> JSONTree {
    .members(
      ("properties", .members(("use", .members(("const", .text(name)))))), ("required", ["use"]))
  }

  /// What one plugin takes: its options, described, and the keys of the language, of which the
  /// definition of the kind says more.
  func component(
    _ spec: Spec, _ grammar: Grammar.Keys, without: [String] = [], needing: [String] = []
  ) -> JSONTree {
    var properties: [(String, JSONTree?)] = grammar.known
      .filter { !without.contains($0) }.map { ($0, JSONTree.members([])) }
    properties += spec.items.compactMap { item in item.key.map { ($0, schema(of: item)) } }
    let needed =
      needing
      + grammar.keys.filter { $0.isRequired && $0.name != "use" }.map(\.name)
      + spec.items.compactMap { $0.isRequired ? $0.key : nil }
    let alternatives = spec.options.compactMap { option in
      option.alternative.map { other in
        JSONTree.members(
          (
            "anyOf",
            [
              .members(("required", .texts([option.name]))),
              .members(("required", .texts([other]))),
            ]
          ))
      }
    }
    return .members(
      ("title", .text(spec.name)),
      ("description", .text(PipelineSchema.sentence(spec.summary))),
      ("properties", .members(properties)),
      ("required", needed.isEmpty ? nil : .texts(needed)),
      ("allOf", alternatives.isEmpty ? nil : .list(alternatives)),
      ("additionalProperties", false))
  }

  func lookup(_ spec: Spec) -> JSONTree {
    let entry = registry.lookup(spec.name)
    let isFile = entry?.takesPath ?? true
    let fileKeys = Grammar.lookup.known.filter { $0 != "use" }
    return component(
      spec, Grammar.lookup, without: isFile ? [] : fileKeys,
      needing: entry?.needsPath == true ? ["path"] : [])
  }

  func sink(_ spec: Spec) -> JSONTree {
    let entry = registry.sink(spec.name)
    let takesFormat = entry?.takesFormat ?? true
    let grammar = entry?.writesFiles == true ? Grammar.sink : Grammar.sinkWithoutFiles
    let schema = component(
      spec, grammar, without: takesFormat ? [] : ["format", "only", "except"])
    guard takesFormat else { return schema }
    return schema.adding(
      ("if", .members(("not", PipelineSchema.takesFailed))),
      ("then", .members(("required", ["format"]))))
  }

  /// Sinks of failed events write them in formats of their own, and whole.
  var sinkRules: [JSONTree] {
    [
      .members(
        ("if", PipelineSchema.takesFailed),
        (
          "then",
          .members(
            (
              "properties",
              .members(
                ("format", PipelineSchema.reference("failed_format")), ("when", false),
                ("only", false), ("except", false))
            ))
        ),
        (
          "else",
          .members(
            ("properties", .members(("format", PipelineSchema.reference("output_format")))))
        )),
      .members(
        (
          "dependentSchemas",
          .members(("only", .members(("properties", .members(("except", false))))))
        )),
    ]
  }

  private static let takesFailed = JSONTree.members(
    ("properties", .members(("from", .members(("enum", ["failed", ["failed"]]))))),
    ("required", ["from"]))

  // MARK: formats

  func format(of role: ComponentDeclaration.Role) -> JSONTree {
    // The rules of sinks say which formats fit good events and which fit failed ones.
    role == .source ? PipelineSchema.reference("input_format") : .members([])
  }

  /// A format by its name, or as a map with `use` and its options.
  func formats(_ name: String, _ entries: [FormatEntry]) -> [(String, JSONTree)] {
    let specs = entries.map(\.spec).sorted { $0.name < $1.name }
    let parts = kind("\(name).map", Grammar.format, specs) { component($0, Grammar.format) }
    let names = parts[0].1
    let choice = JSONTree.members(
      (
        "if", .members(("type", "object"))
      ),
      ("then", names),
      (
        "else",
        .members(
          ("enum", .texts(specs.map(\.name))),
          ("enumDescriptions", .texts(specs.map { PipelineSchema.sentence($0.summary) })))
      ))
    return [(name, choice)] + parts.dropFirst()
  }

  // MARK: options

  private func schema(of item: SpecItem) -> JSONTree {
    switch item {
    case .option(let option):
      schema(of: option.type).adding(
        ("description", .text(PipelineSchema.sentence(option.described))),
        ("default", option.defaultValue.map { PipelineSchema.literal($0, option.type) }))
    case .input(let input):
      PipelineSchema.reference("field").adding(
        ("description", .text(PipelineSchema.sentence("\(input.help) (the name of a field)"))),
        ("default", .text(input.defaultField)))
    case .need(let need):
      PipelineSchema.reference(need.takesList ? "names" : "text").adding(
        (
          "description",
          .text(PipelineSchema.sentence("\(need.help) (the name of a lookup: \(need.interface))"))
        ))
    case .condition(let condition):
      PipelineSchema.reference("expression").adding(
        ("description", .text(PipelineSchema.sentence("\(condition.help) (an expression)"))))
    case .assignments(let assignments):
      JSONTree.members(
        ("type", "object"), ("propertyNames", PipelineSchema.reference("field")),
        (
          "additionalProperties",
          .members(("type", .texts(["string", "number", "boolean", "null"])))
        ), ("minProperties", 1),
        ("description", .text(PipelineSchema.sentence(assignments.help))))
    case .fieldMap(let map):
      fieldMap(Grammar.mappedField).adding(
        ("minProperties", 1), ("description", .text(PipelineSchema.sentence(map.help))))
    case .output, .entity: .members([])
    }
  }
}

extension OptionSpec {
  /// Its help, with the range that a schema of texts cannot say.
  fileprivate var described: String {
    switch type {
    case .size, .duration: "\(help) (\(type.summary))"
    default: help
    }
  }
}

extension SpecItem {
  /// Whether a pipeline file must state it.
  fileprivate var isRequired: Bool {
    switch self {
    case .option(let option): !option.isOptional && option.defaultValue == nil
    case .condition, .assignments: true
    case .fieldMap(let map): !map.isOptional
    case .need(let need): !need.isOptional && need.shipped == nil
    case .input, .output, .entity: false
    }
  }
}
