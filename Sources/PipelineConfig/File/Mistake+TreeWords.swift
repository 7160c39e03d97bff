import DiagnosticKit

extension Mistake {
  var treeWords: (String, String, [String])? {
    switch self {
    case .unknownID(let id, let valid):
      (
        "unknown-id", "'from' names '\(id)', which is no source or stage",
        Mistake.nearest(id, valid, list: "there are")
      )
    case .fromSink(let id):
      (
        "unknown-id", "'from' names the sink '\(id)': nothing comes out of a sink",
        ["name the stage or source that the sink takes from"]
      )
    case .fromLater(let id):
      (
        "cycle", "'from' names '\(id)', which comes later in the file",
        ["move this entry behind '\(id)'"]
      )
    case .fromSelf(let id):
      ("cycle", "'\(id)' cannot take its own output", ["name a stage above it, or a source"])
    case .fromNotFirst:
      (
        "bad-from", "only the first stage may take a list of sources",
        ["name one stage or source"]
      )
    case .failedIsSource:
      ("bad-from", "only sinks take failed events", ["'from: failed' belongs to a sink"])
    case .failedInList:
      (
        "bad-from", "a sink takes either failed events or good ones",
        ["write two sinks, one of them with 'from: failed'"]
      )
    case .noSinkReached(let id, let kind):
      (
        "no-sink", "what \(kind) '\(id)' puts out reaches no sink",
        ["add a sink 'from: \(id)', or remove the \(kind)"]
      )
    case .writesWhatIsRead(let sink, let owner):
      (
        "own-input", "sink '\(sink)' would write over what \(owner)",
        ["write to another place"]
      )
    case .ofMainChain(let sink, let end, let last):
      (
        "main-chain", "sink '\(sink)' takes from '\(end)', where the first chain ends",
        ["write 'from: \(end)', so that all see it, or 'from: \(last)' for the last stage"]
      )
    default: nil
    }
  }

  var fieldWords: (String, String, [String])? {
    switch self {
    case .readsUnwritten(let field, let stage, let writer, let near):
      (
        "unwritten-field", "\(stage) reads '\(field)', which nothing before it wrote",
        Mistake.help(field, writer, near)
      )
    case .wrongFieldType(let field, let found, let wanted, let reader):
      (
        "field-type", "\(reader) reads '\(field)' as \(wanted), but it is \(found)",
        ["name a field that is \(wanted)"]
      )
    case .typeClash(let field, let first, let second, let isSnowplow):
      (
        "field-type", "'\(field)' is \(first) and would become \(second) here",
        [
          isSnowplow
            ? "it is a column of Snowplow's, whose types are fixed: choose another name"
            : "choose another name, or a value of the same type"
        ]
      )
    case .badFieldName(let name):
      (
        "bad-field", "'\(name)' is no name of a field",
        ["letters, digits and '_', beginning with a letter or '_', 64 at most"]
      )
    case .unknownField(let name, let writer, let near):
      ("unknown-field", "no field '\(name)' gets here", Mistake.help(name, writer, near))
    case .unknownFieldType(let name):
      (
        "bad-value", "'\(name)' is no type of a field",
        ["text, integer, float, double, decimal, boolean, timestamp, json"]
      )
    case .nothingToWrite:
      (
        "no-fields", "this sink has no field to write",
        ["a sink writes the fields that its source and the stages before it wrote"]
      )
    case .unreadField(let field):
      (
        "unread-field", "nothing reads or writes out the field '\(field)' that is made here",
        ["name it in a stage below or in a sink, or remove it"]
      )
    case .nothingRead(let stage, let fields):
      (
        "unread-field", "nothing reads or writes out what stage '\(stage)' makes (\(fields))",
        ["name its fields in a stage below or in a sink, or remove the stage"]
      )
    case .onlyAndExcept:
      ("only-except", "'only' and 'except' exclude each other", ["keep one of them"])
    case .notACondition(let type):
      (
        "expression", "a condition is true or false, this expression is \(type)",
        ["compare it, as in 'platform == \"web\"' or 'user_id != null'"]
      )
    case .notAField(let type):
      (
        "expression", "no field holds values of type \(type)",
        ["make a text of it: 'string(x)', or 'url(x).host' and its like"]
      )
    case .unknownSource(let name, let stage, let valid):
      (
        "unknown-source", "\(stage) has no '\(name)' to write to a field",
        Mistake.nearest(name, valid, list: "there are")
      )
    case .templateOfFailed:
      (
        "expression", "the path of failed events cannot depend on their fields",
        ["'{part}' and '{run}' may stand in it"]
      )
    default: nil
    }
  }

  /// What to do about a field that is not there.
  static func help(_ field: String, _ writer: Writer?, _ near: [String]) -> [String] {
    switch writer {
    case .later(let id): ["stage '\(id)' writes it, but comes later: move it up"]
    case .elsewhere(let id): ["stage '\(id)' writes it, in another branch: take from that one"]
    case .removed(let id): ["stage '\(id)' has removed it: read it before, or keep it"]
    case nil:
      hint(field, near).map { [$0] }
        ?? ["fields come from the source and from the stages above this place"]
    }
  }
}
