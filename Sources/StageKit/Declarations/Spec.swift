/// What a plugin says of itself: the one declaration from which checking, help, reference pages and
/// the graph come.
///
/// Shape: a name, a summary of one line, and tokens; each token is declared once as a static and
/// read in `init` of the plugin.
public struct Spec: Sendable {
  public let name: String
  public let summary: String
  public let items: [SpecItem]
  /// What the reference page says behind the tables; Markdown.
  public let notes: String
  /// A stage as it stands in a pipeline file, for help and the reference page.
  public let example: String

  public init(
    _ name: String, _ summary: String, _ tokens: any SpecToken..., notes: String = "",
    example: String = ""
  ) {
    self.init(name, summary, tokens: tokens, notes: notes, example: example)
  }

  public init(
    _ name: String, _ summary: String, tokens: [any SpecToken], notes: String = "",
    example: String = ""
  ) {
    self.name = name
    self.summary = summary
    self.items = tokens.map(\.item)
    self.notes = notes
    self.example = example
  }
}

/// The declaration of a stage.
public typealias StageSpec = Spec

extension Spec {
  public var options: [OptionSpec] {
    items.compactMap { if case .option(let option) = $0 { option } else { nil } }
  }

  public var inputs: [InputSpec] {
    items.compactMap { if case .input(let input) = $0 { input } else { nil } }
  }

  public var outputs: [OutputSpec] {
    items.compactMap { if case .output(let output) = $0 { output } else { nil } }
  }

  public var entities: [EntitySpec] {
    items.compactMap { if case .entity(let entity) = $0 { entity } else { nil } }
  }

  public var needs: [NeedSpec] {
    items.compactMap { if case .need(let need) = $0 { need } else { nil } }
  }

  public var conditions: [ConditionSpec] {
    items.compactMap { if case .condition(let condition) = $0 { condition } else { nil } }
  }

  public var assignments: [AssignmentsSpec] {
    items.compactMap { if case .assignments(let assignments) = $0 { assignments } else { nil } }
  }

  public var fieldMaps: [FieldMapSpec] {
    items.compactMap { if case .fieldMap(let map) = $0 { map } else { nil } }
  }

  /// Every key that a pipeline file may state, in the order of the declaration.
  public var keys: [String] { items.compactMap(\.key) }
}
