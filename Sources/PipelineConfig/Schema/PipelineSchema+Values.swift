import EventModel
import StageKit

extension PipelineSchema {
  /// Definitions that several keys share.
  ///
  /// Shape: YAML has typed a value before a schema sees it, and the language types it by its option:
  /// so a text may look like a number, and a number may stand in quotes.
  var scalars: [(String, JSONTree)] {
    [
      ("text", .members(("type", .texts(["string", "number", "boolean"])))),
      ("path", .members(("type", .texts(["string", "number"])), ("minLength", 1))),
      (
        "id",
        pattern("[a-z][a-z0-9_-]{0,39}", "a letter a-z, then a-z, 0-9, '_' and '-', 40 at most")
          .adding(("not", .members(("const", "failed"))))
      ),
      (
        "field",
        pattern("[A-Za-z_][A-Za-z0-9_]{0,63}", "letters, digits and '_', 64 at most")
      ),
      ("duration", pattern("[0-9]+(ms|s|m|h|d)", "a number and one of ms, s, m, h, d: 30s")),
      (
        "size",
        pattern(
          "[0-9]+(B|kB|MB|GB|KiB|MiB|GiB)", "a number and one of B, kB, MB, GB, KiB, MiB, GiB: 64MB"
        )
      ),
      ("share", pattern("0*(100(\\.0+)?|[0-9]{1,2}(\\.[0-9]+)?)%", "a share: 20%")),
      ("expression", .members(("type", .texts(["string", "number", "boolean"])))),
      ("fields", oneOrMore(PipelineSchema.reference("field"))),
      ("names", oneOrMore(PipelineSchema.reference("text"))),
      (
        "field_type",
        PipelineSchema.words(FieldType.allCases.filter { $0 != .entities }.map(\.rawValue))
      ),
    ]
  }

  private func pattern(_ pattern: String, _ words: String) -> JSONTree {
    .members(
      ("type", "string"), ("pattern", .text("^(\(pattern))$|\(PipelineSchema.variable)")),
      ("patternErrorMessage", .text("write \(words)")))
  }

  /// Of a text that a variable may turn into anything.
  private static let variable = "\\$\\{"

  /// One of some words, or a variable.
  static func words(_ names: [String]) -> JSONTree {
    .members(
      (
        "anyOf",
        [
          .members(("enum", .texts(names))),
          .members(("type", "string"), ("pattern", .text(variable))),
        ]
      ))
  }

  private func oneOrMore(_ item: JSONTree) -> JSONTree {
    .members(
      (
        "anyOf",
        .list([
          item,
          .members(
            ("type", "array"), ("items", item), ("minItems", 1), ("uniqueItems", true)),
        ])
      ))
  }

  func schema(of shape: Grammar.Shape) -> JSONTree {
    switch shape {
    case .version: .members(("enum", [1, "1"]))
    case .text: PipelineSchema.reference("text")
    case .id: PipelineSchema.reference("id")
    case .plugin: PipelineSchema.reference("text")
    case .expression: PipelineSchema.reference("expression")
    case .field: PipelineSchema.reference("field")
    case .fieldType: PipelineSchema.reference("field_type")
    case .share: PipelineSchema.reference("share")
    case .address: .members(("type", .texts(["string", "integer"])))
    case .names: PipelineSchema.reference("names")
    case .fields: PipelineSchema.reference("fields")
    case .option(let type): schema(of: type)
    case .word(let word, let type):
      .members(("anyOf", [.members(("const", .text(word))), schema(of: type)]))
    case .keys(let keys): object(keys)
    case .section(let keys): object(keys, orNothing: true)
    case .pathOrKeys(let keys):
      .members(("anyOf", [PipelineSchema.reference("path"), object(keys)]))
    case .format(let role): format(of: role)
    case .fieldDeclarations: fieldMap(Grammar.fieldDeclaration)
    case .lookups:
      .members(
        ("type", .texts(["object", "null"])),
        ("additionalProperties", PipelineSchema.reference("lookup")))
    case .paths: oneOrMore(PipelineSchema.reference("path"))
    case .tests:
      .members(("type", .texts(["array", "null"])), ("items", object(Grammar.test)))
    case .components(let role):
      .members(
        ("type", role == .stage ? .texts(["array", "null"]) : "array"),
        ("items", PipelineSchema.reference(role.rawValue)),
        ("minItems", role == .stage ? nil : 1), ("maxItems", .literal("\(Grammar.sectionLimit)")))
    }
  }

  /// A map from fields to a path, or to a map with more.
  func fieldMap(_ keys: Grammar.Keys) -> JSONTree {
    .members(
      ("type", "object"), ("propertyNames", PipelineSchema.reference("field")),
      (
        "additionalProperties",
        .members(("anyOf", [PipelineSchema.reference("text"), object(keys)]))
      ))
  }

  func schema(of type: OptionType) -> JSONTree {
    switch type {
    case .text: PipelineSchema.reference("text")
    case .path, .pathTemplate: PipelineSchema.reference("path")
    case .field: PipelineSchema.reference("field")
    case .size: PipelineSchema.reference("size")
    case .duration: PipelineSchema.reference("duration")
    case .boolean:
      .members(
        ("type", .texts(["boolean", "string"])),
        ("pattern", .text("^(true|false)$|\(PipelineSchema.variable)")))
    case .integer(let range): integer(range)
    case .choice(let names): PipelineSchema.words(names)
    case .list(let element):
      .members(
        (
          "anyOf",
          [schema(of: element), .members(("type", "array"), ("items", schema(of: element)))]
        ))
    case .map(let element):
      .members(("type", "object"), ("additionalProperties", schema(of: element)))
    case .record(let options): record(options)
    case .value: .members([])
    }
  }

  /// A map that has these options and no other key.
  private func record(_ options: [OptionSpec]) -> JSONTree {
    let needed = options.filter { !$0.isOptional && $0.defaultValue == nil }.map(\.name)
    return .members(
      ("type", "object"),
      (
        "properties",
        .members(
          options.map { option in
            (
              option.name,
              schema(of: option.type).adding(
                ("description", .text(PipelineSchema.sentence(option.help))),
                ("default", option.defaultValue.map { PipelineSchema.literal($0, option.type) }))
            )
          })
      ), ("required", needed.isEmpty ? nil : .texts(needed)), ("additionalProperties", false))
  }

  private func integer(_ range: ClosedRange<Int>) -> JSONTree {
    .members(
      ("type", .texts(["integer", "string"])),
      ("minimum", range.lowerBound == Int.min ? nil : .literal("\(range.lowerBound)")),
      ("maximum", range.upperBound == Int.max ? nil : .literal("\(range.upperBound)")),
      ("pattern", .text("^[+-]?[0-9]+$|\(PipelineSchema.variable)")),
      ("patternErrorMessage", "write a whole number"))
  }

  /// A default as JSON has it: typed as editors would insert it.
  static func literal(_ text: String, _ shape: Grammar.Shape) -> JSONTree {
    guard case .option(let type) = shape else { return .text(text) }
    switch type {
    case .integer, .boolean: return .literal(text)
    default: return .text(text)
    }
  }

  static func literal(_ data: OptionData, _ type: OptionType) -> JSONTree {
    switch (type, data) {
    case (.size, .integer), (.duration, .integer): .text(type.shown(data))
    case (_, .text(let text)): .text(text)
    case (_, .integer(let number)): .literal("\(number)")
    case (_, .boolean(let flag)): .literal("\(flag)")
    case (_, .number(let text)): .literal(text)
    case (_, .nothing): .literal("null")
    case (_, .list(let items)):
      .list(items.map { literal($0, type.element) })
    case (_, .map(let members)):
      .members(members.map { ($0.key, literal($0.value, type.element)) })
    }
  }
}

extension JSONTree: ExpressibleByArrayLiteral {
  init(arrayLiteral items: JSONTree...) { self = .list(items) }
}

extension OptionType {
  /// The type of what is inside.
  fileprivate var element: OptionType {
    switch self {
    case .list(let element), .map(let element): element
    default: .value
    }
  }
}
