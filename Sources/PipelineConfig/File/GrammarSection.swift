import StageKit

/// A part of the language with its keys, for reference pages.
public struct GrammarSection: Sendable {
  /// One key.
  public struct Key: Sendable {
    public let name: String
    /// What it takes, in words.
    public let takes: String
    /// Whether a file must state it.
    public let isRequired: Bool
    /// What holds when a file leaves it out; nil for nothing.
    public let defaultValue: String?
    /// What it is for, as the reference shows it.
    public let help: String
  }

  /// One word, for `run.workers`.
  public let name: String
  /// As a sentence names it: `a stage`.
  public let title: String
  /// The keys of the part, in the order of the reference.
  public let keys: [Key]

  /// All of them, in the order of a file.
  public static let all = [
    GrammarSection("pipeline", "the pipeline", Grammar.top),
    GrammarSection("lookup", "a lookup", Grammar.lookup),
    GrammarSection("download", "`download` of a lookup", Grammar.download),
    GrammarSection("source", "a source", Grammar.source),
    GrammarSection("fields", "a field of a source", Grammar.fieldDeclaration),
    GrammarSection("stage", "a stage", Grammar.stage),
    GrammarSection("sink", "a sink", Grammar.sink),
    GrammarSection("batch", "`batch` of a sink", Grammar.batch),
    GrammarSection("retry", "`retry` of a sink", Grammar.retry),
    GrammarSection("rotate", "`rotate` of a sink", Grammar.rotate),
    GrammarSection("run", "`run`", Grammar.run),
    GrammarSection("checkpoint", "`checkpoint` of `run`", Grammar.checkpoint),
    GrammarSection("test", "a test", Grammar.test),
    GrammarSection("expect_failed", "`expect_failed` of a test", Grammar.expectFailed),
  ]

  private init(_ name: String, _ title: String, _ keys: Grammar.Keys) {
    self.name = name
    self.title = title
    self.keys = keys.keys.map {
      Key(
        name: $0.name, takes: $0.shape.words, isRequired: $0.isRequired,
        defaultValue: $0.defaultValue, help: $0.help)
    }
  }
}

extension Grammar.Shape {
  /// What a key of this shape takes.
  var words: String {
    switch self {
    case .version: "1"
    case .text: "text"
    case .id: "id"
    case .plugin: "name"
    case .expression: "expression"
    case .field: "field name"
    case .fieldType: "type of a field"
    case .share: "share, such as 20%"
    case .address: "host and port, such as 127.0.0.1:9600, or a port of this machine alone"
    case .names: "id, or list of ids"
    case .fields: "list of field names"
    case .option(let type): type.summary
    case .word(let word, let type): "\(word) | \(type.summary)"
    case .keys, .section: "map"
    case .pathOrKeys: "path, or map"
    case .format: "name, or map with `use` and options"
    case .fieldDeclarations: "map of fields"
    case .paths: "path, or list of paths"
    case .lookups: "map of lookups"
    case .tests: "list of tests"
    case .components(let role): "list of \(role.rawValue)s"
    }
  }
}
