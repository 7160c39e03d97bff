public import StageKit

/// The language as a JSON Schema, for editors: keys from `Grammar`, options from what is installed.
///
/// Shape: a component is told apart by `use`: one definition for each plugin, chosen by `if`, so that
/// an editor complains about the keys of that plugin and no other. What needs the whole file (names,
/// fields, types, expressions) is left to `richline check`.
///
/// Source: JSON Schema 2020-12.
public struct PipelineSchema {
  let registry: Registry

  /// Makes the schema of the language with the plugins of a registry.
  public init(_ registry: Registry) { self.registry = registry }

  /// The schema, ended by a line break.
  public var text: String { document.text() + "\n" }

  private var document: JSONTree {
    .members(
      ("$schema", "https://json-schema.org/draft/2020-12/schema"),
      ("title", "Richline pipeline"),
      ("description", "A pipeline of Richline: events in, richer events out"),
      ("type", "object"),
      ("properties", properties(Grammar.top)),
      ("required", required(Grammar.top)),
      ("additionalProperties", false),
      ("$defs", definitions))
  }

  private var definitions: JSONTree {
    var members = scalars
    members += kind("lookup", Grammar.lookup, registry.lookups.map(\.spec)) { spec in
      lookup(spec)
    }
    members += kind("source", Grammar.source, registry.sources.map(\.spec)) { spec in
      component(spec, Grammar.source)
    }
    members += kind(
      "stage", Grammar.stage, registry.stages.map(\.spec), more: [groupRule],
      orElse: PipelineSchema.groupPattern
    ) { spec in
      component(spec, spec.mayAskLookups ? Grammar.stage : Grammar.stageWithoutLookups)
    }
    members += kind(
      "sink", Grammar.sink, registry.sinks.map(\.spec), more: sinkRules
    ) { spec in
      sink(spec)
    }
    members += formats("input_format", registry.formats.filter { $0.makeInput != nil })
    members += formats("output_format", registry.formats.filter { $0.isGood })
    members += formats(
      "failed_format", registry.formats.filter { $0.makeOutput != nil && $0.isForFailed })
    return .members(members.map { ($0, $1) })
  }

  // MARK: maps of keys

  func properties(_ keys: Grammar.Keys) -> JSONTree {
    .members(keys.keys.map { ($0.name, property($0)) })
  }

  func required(_ keys: Grammar.Keys) -> JSONTree? {
    let names = keys.keys.filter(\.isRequired).map(\.name)
    return names.isEmpty ? nil : .texts(names)
  }

  /// A map that has these keys and no other.
  func object(_ keys: Grammar.Keys, orNothing: Bool = false) -> JSONTree {
    .members(
      ("type", orNothing ? ["object", "null"] : "object"), ("properties", properties(keys)),
      ("required", required(keys)), ("additionalProperties", false),
      ("minProperties", orNothing ? nil : 1))
  }

  private func property(_ key: Grammar.Key) -> JSONTree {
    let schema = schema(of: key.shape)
    return schema.adding(
      ("description", .text(PipelineSchema.sentence(key.help))),
      ("default", key.defaultValue.map { PipelineSchema.literal($0, key.shape) }))
  }

  static func sentence(_ help: String) -> String {
    help.isEmpty ? help : help.prefix(1).uppercased() + help.dropFirst()
  }

  static func reference(_ name: String) -> JSONTree { .members(("$ref", .text("#/$defs/\(name)"))) }
}

extension FormatEntry {
  /// Whether it writes good events.
  fileprivate var isGood: Bool { makeOutput != nil && !isForFailed }
}
