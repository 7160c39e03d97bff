import StageKit

/// The keys of the language, each with what it takes: the checker, the JSON Schema, the reference
/// and the standard form of a file go by them.
enum Grammar {
  /// The most entries of a section: ten times more than anybody writes, and what is kept for each
  /// place of the tree stays small.
  static let sectionLimit = 1000

  static let top = Keys(
    [
      Key("version", .version, required: true, "the version of the language"),
      Key("include", .paths, "files whose lookups and tests belong to this one too"),
      Key("lookups", .lookups, "databases and tables, by the names that stages use"),
      Key("sources", .components(.source), required: true, "where events come from"),
      Key("stages", .components(.stage), "what happens to each event, from top to bottom"),
      Key("sinks", .components(.sink), required: true, "where events go"),
      Key("run", .section(run), "how the pipeline runs"),
      Key("tests", .tests, "events, and what should become of them"),
    ])
  /// What loads stages from shared objects elsewhere, and is answered with a reason here.
  static let plugins = "plugins"
  /// Of a file that `include` names.
  static let included = Keys(
    top.keys(["version", "include", "lookups"]) + [Key("tests", .tests, "tests of the pipeline")])
  /// Of a file that `use` of a stage names.
  static let stageFile = Keys(top.keys(["version", "include", "lookups", "stages"]))
  /// Of a stage that stands for those of a file.
  static let group = Keys(stageWithoutLookups.keys)

  /// The sections in the order of the standard form.
  static let sectionOrder = [
    "version", "include", "lookups", "sources", "stages", "sinks", "run", "tests",
  ]
  /// By section: what names a component stands first in it.
  static let leadingKeys = [
    "lookups": ["use"], "sources": ["id", "use"], "stages": ["id", "from", "use"],
    "sinks": ["id", "from", "use"], "tests": ["name"],
  ]

  static let source = Keys(
    named + [
      Key("format", .format(.source), required: true, "how the bytes become events"),
      Key(
        "fields", .fieldDeclarations,
        "which of the input's own keys become which fields, with their types"),
      Key(
        "others", .words(OtherKeys.self), default: "keep",
        "what becomes of keys that no field claims"),
      Key(
        "max_record", .option(Limits.maxRecord), default: "4MiB",
        "the longest record; a longer one is a failed event"),
    ])

  static let stageWithoutLookups = Keys(
    named + [
      Key(
        "from", .names,
        "the stage or source whose output this one takes, else the stage above; it opens a branch"),
      Key("when", .expression, "events for which this is not true pass by unchanged"),
      Key(
        "on_error", .words(ErrorPolicy.self),
        "what becomes of events that the stage gives up on; else 'run.on_error'"),
    ])
  static let stage = Keys(
    stageWithoutLookups.keys + [
      Key("version_field", .field, "the field that gets the versions of the stage's lookups")
    ])

  static let sinkWithoutFiles = Keys(
    named + [
      Key(
        "from", .names,
        "the stage or source whose output it writes, else the end of the chain; 'failed' for failed events"
      ),
      Key("when", .expression, "events for which this is not true are not written"),
      Key("format", .format(.sink), "how events become bytes; 'failed_json' for failed ones"),
      Key("only", .fields, "the fields to write"),
      Key("except", .fields, "the fields not to write"),
      Key("batch", .keys(batch), "how much is sent at once"),
      Key("retry", .keys(retry), "how often a target that refuses for now is tried again"),
    ])
  /// Keys of sinks that write files.
  static let files = [
    Key("rotate", .keys(rotate), "when a file is closed and the next part begins"),
    Key(
      "max_open", .option(Limits.maxOpen), default: "\(Limits.usualMaxOpen)",
      "open files at once; the least recently used one closes its part"),
  ]
  static let fileKeys = files.map(\.name)
  static let sink = Keys(sinkWithoutFiles.keys + files)

  static let lookup = Keys([
    Key("use", .plugin, required: true, "the provider: 'richline list' shows all"),
    Key("path", .option(.path), "the file with the data, or where it is downloaded: https://…"),
    Key("refresh", .option(Limits.lookupRefresh), "how often the file is looked at for changes"),
    Key("max_age", .option(Limits.lookupMaxAge), "how old the data may be"),
    Key(
      "on_stale", .words(StalePolicy.self),
      default: LookupOptions().onStale.rawValue, "what happens when the data is older"),
    Key("download", .keys(download), "how data of the web is downloaded"),
  ])

  static let format = Keys([Key("use", .plugin, required: true, "the name of the format")])

  static let fieldDeclaration = Keys([
    Key("from", .text, "the key of the input, with points for those inside; else the field's name"),
    Key("type", .fieldType, "the type of its values; else that of Snowplow's column, else text"),
    Key("required", .option(.boolean), default: "false", "whether an event without it fails"),
  ])
  static let mappedField = Keys([
    Key("from", .text, "what the lookup has; else the field's name"),
    Key("type", .fieldType, "the type of its values"),
  ])

  /// Keys of every component.
  private static let named = [
    Key("id", .id, "its name in 'from', books and failed events; else that of the plugin"),
    Key("use", .plugin, required: true, "the plugin: 'richline list' shows all"),
    Key("about", .text, "what it is for, in words"),
  ]

  struct Keys: Sendable {
    let keys: [Key]
    let known: [String]

    init(_ keys: [Key]) {
      self.keys = keys
      known = keys.map(\.name)
    }

    /// The keys of these names.
    func keys(_ names: [String]) -> [Key] { keys.filter { names.contains($0.name) } }
  }

  /// One key of the language.
  struct Key: Sendable {
    let name: String
    let shape: Shape
    let isRequired: Bool
    /// What stands when the file states nothing, as the file would state it.
    let defaultValue: String?
    /// A sentence without capital and full stop.
    let help: String

    init(
      _ name: String, _ shape: Shape, default value: String? = nil, required: Bool = false,
      _ help: String
    ) {
      self.name = name
      self.shape = shape
      isRequired = required
      defaultValue = value
      self.help = help
    }
  }

  /// What a key takes.
  indirect enum Shape: Sendable {
    case version, text, id, plugin, expression, field, fieldType, share, address
    /// One text or a list of them; the names of components, or of fields.
    case names, fields
    /// One path or a list of them.
    case paths
    case option(OptionType)
    /// A word of the list, or else a value of the type.
    case word(String, or: OptionType)
    case keys(Keys)
    /// The same, or nothing.
    case section(Keys)
    /// A path, or a map of which it is a part.
    case pathOrKeys(Keys)
    /// A name, or a map with `use` and the options of the format.
    case format(ComponentDeclaration.Role)
    case fieldDeclarations
    case lookups, tests
    case components(ComponentDeclaration.Role)

    /// One of the words of a type.
    static func words<Value: CaseIterable & RawRepresentable<String>>(_ type: Value.Type) -> Shape {
      .option(.choice(type.allCases.map(\.rawValue)))
    }
  }
}
