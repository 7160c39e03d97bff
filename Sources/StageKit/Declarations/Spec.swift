/// What a plugin says of itself: the one declaration from which checking, help, reference pages and
/// the graph come.
///
/// Shape: a name, a summary of one line, and tokens; each token is declared once as a static and
/// read in `init` of the plugin.
public struct Spec: Sendable {
  public let name: String
  /// One line, without capital and full stop, for lists and pages.
  public let summary: String
  /// What the tokens declare, in their order.
  public let items: [SpecItem]
  /// What the reference page says behind the tables; Markdown.
  public let notes: String
  /// A stage as it stands in a pipeline file, for help and the reference page.
  public let example: String

  /// Makes a declaration from tokens; `notes` and `example` are for the reference page.
  public init(
    _ name: String, _ summary: String, _ tokens: any SpecToken..., notes: String = "",
    example: String = ""
  ) {
    self.init(name, summary, tokens: tokens, notes: notes, example: example)
  }

  /// Makes a declaration from a list of tokens, for those that compute it.
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
  /// The options among the items.
  public var options: [OptionSpec] {
    items.compactMap { if case .option(let option) = $0 { option } else { nil } }
  }

  public var inputs: [InputSpec] {
    items.compactMap { if case .input(let input) = $0 { input } else { nil } }
  }

  /// The fields that the stage writes.
  public var outputs: [OutputSpec] {
    items.compactMap { if case .output(let output) = $0 { output } else { nil } }
  }

  /// The entities that the stage adds.
  public var entities: [EntitySpec] {
    items.compactMap { if case .entity(let entity) = $0 { entity } else { nil } }
  }

  /// The lookups that the stage needs.
  public var needs: [NeedSpec] {
    items.compactMap { if case .need(let need) = $0 { need } else { nil } }
  }

  /// The options that hold a condition.
  public var conditions: [ConditionSpec] {
    items.compactMap { if case .condition(let condition) = $0 { condition } else { nil } }
  }

  /// The options that hold a map from fields to expressions.
  public var assignments: [AssignmentsSpec] {
    items.compactMap { if case .assignments(let assignments) = $0 { assignments } else { nil } }
  }

  /// The options that hold a map from fields to sources.
  public var fieldMaps: [FieldMapSpec] {
    items.compactMap { if case .fieldMap(let map) = $0 { map } else { nil } }
  }

  /// Every key that a pipeline file may state, in the order of the declaration.
  public var keys: [String] { items.compactMap(\.key) }
}
