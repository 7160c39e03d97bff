import DiagnosticKit

extension Mistake {
  /// Longer words are no slip of the keyboard.
  private static let longestWord = 100
  /// Longer lists help nobody.
  private static let longestList = 200

  /// What was probably meant, else all that there is.
  static func nearest(_ word: String, _ valid: [String], list: String) -> [String] {
    if let hint = hint(word, valid) { return [hint] }
    let line = "\(list): \(valid.sorted().joined(separator: ", "))"
    return valid.isEmpty || line.utf8.count > longestList ? [] : [line]
  }

  static func hint(_ word: String, _ valid: [String]) -> String? {
    closest(word, valid).map { "did you mean '\($0)'?" }
  }

  static func closest(_ word: String, _ valid: [String]) -> String? {
    word.utf8.count <= longestWord ? EditDistance.closest(to: word, in: valid) : nil
  }

  /// How a value of another shape is written.
  private static func shapeHelp(_ wanted: String, _ found: String) -> String {
    if found == "nothing" { return "write \(wanted), or remove it" }
    if wanted.hasPrefix("a list") { return "begin each entry with '- '" }
    if wanted.hasPrefix("a map") { return "write 'key: value', or several between braces" }
    return "write one value, without '[' or '{'"
  }

  var fileWords: (String, String, [String])? {
    switch self {
    case .emptyFile:
      (
        "missing-key", "the file is empty",
        ["a pipeline has 'version: 1', 'sources:' and 'sinks:'; 'stages:' between them"]
      )
    case .unknownKey(let key, let place, let valid):
      ("unknown-key", "\(place) has no key '\(key)'", Mistake.nearest(key, valid, list: "its keys"))
    case .noPlugins:
      (
        "no-plugins", "stages are not loaded from shared objects: 'plugins' does not apply",
        [
          "a program of your own has them in ten lines: Docs/AddingAStage.md, 'In a package of "
            + "your own'"
        ]
      )
    case .missingKey(let key, let place, let example):
      ("missing-key", "\(place) needs '\(key)'", ["write for instance '\(example)'"])
    case .wrongShape(let what, let wanted, let found):
      (
        "wrong-type", "\(what) needs \(wanted), this is \(found)",
        [Mistake.shapeHelp(wanted, found)]
      )
    case .emptyList(let key):
      ("wrong-type", "'\(key)' lists nothing", ["write an entry, or remove it"])
    case .namedTwice(let name, let key):
      ("named-twice", "'\(key)' names '\(name)' twice", ["remove one of them"])
    case .tooMany(let section, let count, let limit):
      (
        "too-many", "'\(section)' has \(count) entries, and \(limit) are the limit",
        ["split the pipeline into several files"]
      )
    case .badVersion(let text):
      ("version", "version '\(text)' of the language is not known", ["write 'version: 1'"])
    case .noSources:
      ("missing-key", "the pipeline has no sources", ["add a list 'sources:' with one entry"])
    case .noSinks: ("missing-key", "the pipeline has no sinks", ["add a list 'sinks:'"])
    case .noGoodSink:
      (
        "no-sink", "every sink is 'from: failed': good events go nowhere",
        ["add a sink without 'from: failed'; 'use: discard' counts events and drops them"]
      )
    case .implicitFailedSink:
      (
        "failed-sink",
        "no sink takes failed events: they go to 'failed.ndjson' in the working folder",
        ["add a sink with 'from: failed' to choose where"]
      )
    default: nil
    }
  }

  var componentWords: (String, String, [String])? {
    switch self {
    case .badID(let id):
      (
        "bad-id", "'\(id)' is no id",
        ["an id begins with a letter; letters a-z, digits, '_' and '-' follow, 40 at most"]
      )
    case .reservedID:
      ("bad-id", "the id 'failed' is reserved", ["failed events are taken by 'from: failed'"])
    case .duplicateID(let id, let line):
      ("duplicate-id", "the id '\(id)' is taken by line \(line)", ["choose another one"])
    case .idNeeded(let use):
      (
        "duplicate-id", "'\(use)' is used more than once: 'from' cannot tell which one is meant",
        ["add 'id: …' to the one that is meant, and name that"]
      )
    case .unknownPlugin(let name, let kind, let valid):
      (
        "unknown-plugin", "there is no \(kind) '\(name)'",
        kind == "stage" && (name.hasSuffix(".yaml") || name.hasSuffix(".yml"))
          ? ["the stages of a file are used as './\(name)'"]
          : Mistake.nearest(name, valid, list: "installed") + ["'richline list' shows all"]
      )
    case .unknownOption(let key, let owner, let valid):
      (
        "unknown-option", "\(owner) has no option '\(key)'",
        Mistake.nearest(key, valid, list: "its options")
      )
    case .missingOption(let key, let owner, let help):
      ("missing-option", "\(owner) needs the option '\(key)'", help.isEmpty ? [] : [help])
    case .badValue(let value, let option, let wanted):
      ("bad-value", "'\(value)' is no value of '\(option)'", ["it takes: \(wanted)"])
    default: formatWords
    }
  }

  private var formatWords: (String, String, [String])? {
    switch self {
    case .formatNeeded(let owner):
      ("missing-key", "\(owner) needs a 'format'", ["write for instance 'format: ndjson'"])
    case .formatNotTaken(let owner):
      ("unknown-key", "\(owner) takes no 'format'", ["remove it: nothing is written there"])
    case .failedFormat(let name, let valid):
      (
        "wrong-format", "format '\(name)' writes failed events, and this sink takes good ones",
        ["add 'from: failed', or choose one of: \(valid.sorted().joined(separator: ", "))"]
      )
    case .fieldsNotTaken(let key, let format, let namesColumns):
      (
        "unknown-key", "format '\(format)' has its own fields: '\(key)' does not apply",
        namesColumns && key == "fields"
          ? [
            "to name the fields of lines without a header write "
              + "'format: { use: \(format), columns: [date, time] }' with all of them, in order"
          ] : ["remove it"]
      )
    case .keyNotTaken(let key, let owner):
      ("unknown-key", "\(owner): '\(key)' does not apply", ["remove it"])
    case .sourceNotRepeatable(let id):
      (
        "no-checkpoint", "'\(id)' cannot be read again after a crash, which 'checkpoint' needs",
        ["read files, or remove 'checkpoint'"]
      )
    case .sinkNotRepeatable(let id):
      (
        "no-checkpoint", "what '\(id)' has written cannot be taken back, which 'checkpoint' needs",
        ["write files, or remove 'checkpoint'"]
      )
    case .onFailedSink(let key):
      (
        "unknown-key", "a sink of failed events takes each of them whole: '\(key)' does not apply",
        ["remove it; 'richline replay --class' and '--id' choose among failed events"]
      )
    default: nil
    }
  }

  var lookupWords: (String, String, [String])? {
    switch self {
    case .lookupList(let option):
      ("wrong-type", "'\(option)' takes one lookup, this is a list", ["name one lookup"])
    case .prefixNeeded(let source, let needs):
      (
        "missing-lookup", "it is not clear which lookup has '\(source)'",
        ["write \(needs.map { "'\($0).\(source)'" }.joined(separator: " or "))"]
      )
    case .prefixWithoutLookup(let source, let need):
      (
        "missing-lookup",
        "'\(source)' is in a lookup for '\(need)', which this stage does not have",
        ["declare one under 'lookups:' and write '\(need): its name'"]
      )
    case .unknownLookup(let name, let valid):
      (
        "unknown-lookup", "no lookup '\(name)' is declared",
        Mistake.nearest(name, valid, list: "declared") + ["lookups are declared under 'lookups:'"]
      )
    case .wrongInterface(let name, let found, let wanted, let fitting):
      (
        "wrong-lookup",
        "lookup '\(name)' is of the kind '\(found)', and '\(wanted)' is needed here",
        [
          fitting.isEmpty
            ? "declare one of that kind under 'lookups:'"
            : "of that kind: \(fitting.sorted().joined(separator: ", "))"
        ]
      )
    case .missingLookup(let option, let stage, let interface):
      (
        "missing-lookup", "stage '\(stage)' needs a lookup for '\(option)' (\(interface))",
        ["declare one under 'lookups:' and write '\(option): its name'"]
      )
    case .unusedLookup(let name):
      ("unused-lookup", "no stage uses the lookup '\(name)'", ["name it in a stage, or remove it"])
    case .unknownColumn(let column, let lookup, let known):
      (
        "unknown-column", "lookup '\(lookup)' has no column '\(column)'",
        Mistake.nearest(column, known, list: "its columns")
      )
    case .otherColumnType(let column, let lookup, let found, let wanted):
      (
        "lookup", "column '\(column)' of lookup '\(lookup)' holds \(found), not \(wanted)",
        ["its provider tells other types than its data has"]
      )
    default: downloadWords
    }
  }
}
