import DiagnosticKit

/// What can be wrong with a pipeline file; the one place where findings get their words.
enum Mistake {
  case unknownKey(String, place: String, valid: [String])
  case notYet(String, place: String)
  case missingKey(String, place: String, example: String)
  case wrongShape(String, wanted: String, found: String)
  case badVersion(String)
  case badID(String)
  case reservedID
  case duplicateID(String, line: Int)
  case idNeeded(String)
  case unknownPlugin(String, kind: String, valid: [String])
  case stageFile(String)
  case unknownOption(String, owner: String, valid: [String])
  case missingOption(String, owner: String, help: String)
  case badValue(String, option: String, wanted: String)
  case unknownID(String, valid: [String])
  case fromSink(String)
  case fromLater(String)
  case fromSelf(String)
  case fromNotFirst
  case noSinkReached(String)
  case noSources
  case noSinks
  case noGoodSink
  case failedIsSource
  case readsUnwritten(String, stage: String, writer: String?, near: [String])
  case wrongFieldType(String, found: String, wanted: String, reader: String)
  case typeClash(String, first: String, second: String)
  case badFieldName(String)
  case unknownField(String, near: [String])
  case unknownFieldType(String)
  case nothingToWrite
  case onlyAndExcept
  case unknownLookup(String, valid: [String])
  case wrongInterface(String, is: String, wanted: String)
  case missingLookup(String, stage: String, interface: String)
  case unusedLookup(String)
  case lookupList
  case lookupFailed(String)
  case formatNeeded(String)
  case formatNotTaken(String)
  case fieldsNotTaken(String)
  case badExpression(String)
  case notACondition(String)
  case implicitFailedSink
  case variableNotYet
}

extension Mistake {
  func finding(at span: SourceSpan?) -> Finding {
    let (code, message, help) = words
    let severity: Severity =
      if case .implicitFailedSink = self { .note } else { .error }
    return Finding(severity, code, at: span, message, help: help)
  }

  private var words: (code: String, message: String, help: [String]) {
    fileWords ?? componentWords ?? graphWords ?? fieldWords
      ?? ("pipeline", "the pipeline cannot be read", [])
  }

  private static func nearest(_ word: String, _ valid: [String], list: String) -> [String] {
    if let hint = Suggestion.didYouMean(word, of: valid) { return [hint] }
    return valid.isEmpty ? [] : ["\(list): \(valid.sorted().joined(separator: ", "))"]
  }

  private var fileWords: (String, String, [String])? {
    switch self {
    case .unknownKey(let key, let place, let valid):
      ("unknown-key", "\(place) has no key '\(key)'", Mistake.nearest(key, valid, list: "its keys"))
    case .notYet(let key, let place):
      ("not-yet", "'\(key)' of \(place) is not there yet", ["remove it; a later version has it"])
    case .missingKey(let key, let place, let example):
      ("missing-key", "\(place) needs '\(key)'", ["write for instance '\(example)'"])
    case .wrongShape(let key, let wanted, let found):
      ("wrong-type", "'\(key)' needs \(wanted), this is \(found)", [])
    case .badVersion(let text):
      ("version", "version '\(text)' of the language is not known", ["write 'version: 1'"])
    case .variableNotYet:
      ("not-yet", "variables such as '${NAME}' are not there yet", ["write the value itself"])
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
        "failed-sink", "no sink takes failed events: they go to 'failed.ndjson' in the working folder",
        ["add a sink with 'from: failed' to choose where"]
      )
    default: nil
    }
  }

  private var componentWords: (String, String, [String])? {
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
        Mistake.nearest(name, valid, list: "installed") + ["'richline list' shows all"]
      )
    case .stageFile(let path):
      ("not-yet", "stages from another file ('\(path)') are not there yet", [])
    case .unknownOption(let key, let owner, let valid):
      (
        "unknown-option", "\(owner) has no option '\(key)'",
        Mistake.nearest(key, valid, list: "its options")
      )
    case .missingOption(let key, let owner, let help):
      ("missing-option", "\(owner) needs the option '\(key)'", help.isEmpty ? [] : [help])
    case .badValue(let value, let option, let wanted):
      ("bad-value", "'\(value)' is no value of '\(option)'", ["it takes: \(wanted)"])
    case .formatNeeded(let owner):
      ("missing-key", "\(owner) needs a 'format'", ["write for instance 'format: ndjson'"])
    case .formatNotTaken(let owner): ("unknown-key", "\(owner) takes no 'format'", [])
    case .fieldsNotTaken(let format):
      (
        "unknown-key", "format '\(format)' has its own fields: 'fields' and 'others' do not apply",
        []
      )
    case .lookupList: ("not-yet", "a list of lookups is not there yet", ["name one lookup"])
    case .unknownLookup(let name, let valid):
      (
        "unknown-lookup", "no lookup '\(name)' is declared",
        Mistake.nearest(name, valid, list: "declared") + ["lookups are declared under 'lookups:'"]
      )
    case .wrongInterface(let name, let found, let wanted):
      ("wrong-lookup", "lookup '\(name)' is a \(found), here a \(wanted) is needed", [])
    case .missingLookup(let option, let stage, let interface):
      (
        "missing-lookup", "stage '\(stage)' needs a lookup for '\(option)' (\(interface))",
        ["declare one under 'lookups:' and write '\(option): its name'"]
      )
    case .unusedLookup(let name):
      ("unused-lookup", "no stage uses the lookup '\(name)'", ["name it in a stage, or remove it"])
    case .lookupFailed(let message): ("lookup", message, [])
    default: nil
    }
  }

  private var graphWords: (String, String, [String])? {
    switch self {
    case .unknownID(let id, let valid):
      (
        "unknown-id", "'from' names '\(id)', which is no source or stage",
        Mistake.nearest(id, valid, list: "there are")
      )
    case .fromSink(let id):
      ("unknown-id", "'from' names the sink '\(id)': nothing comes out of a sink", [])
    case .fromLater(let id):
      (
        "cycle", "'from' names '\(id)', which comes later in the file",
        ["move this entry behind '\(id)'"]
      )
    case .fromSelf(let id): ("cycle", "'\(id)' cannot take its own output", [])
    case .fromNotFirst:
      (
        "bad-from", "only the first stage may take a list of sources",
        ["name one stage or source"]
      )
    case .failedIsSource:
      ("bad-from", "only sinks take failed events", ["'from: failed' belongs to a sink"])
    case .noSinkReached(let id):
      (
        "no-sink", "what stage '\(id)' puts out reaches no sink",
        ["add a sink 'from: \(id)', or remove the stage"]
      )
    default: nil
    }
  }

  private var fieldWords: (String, String, [String])? {
    switch self {
    case .readsUnwritten(let field, let stage, let writer, let near):
      (
        "unwritten-field", "\(stage) reads '\(field)', which nothing before it wrote",
        writer.map { ["stage '\($0)' writes it: move that stage up"] }
          ?? Mistake.nearest(field, near, list: "there are").filter { $0.count < 200 }
      )
    case .wrongFieldType(let field, let found, let wanted, let reader):
      ("field-type", "\(reader) reads '\(field)' as \(wanted), but it is \(found)", [])
    case .typeClash(let field, let first, let second):
      ("field-type", "'\(field)' is \(first) before and would become \(second) here", [])
    case .badFieldName(let name):
      (
        "bad-field", "'\(name)' is no name of a field",
        ["letters, digits and '_', beginning with a letter or '_', 64 at most"]
      )
    case .unknownField(let name, let near):
      (
        "unknown-field", "no field '\(name)' gets here",
        Suggestion.didYouMean(name, of: near).map { [$0] } ?? []
      )
    case .unknownFieldType(let name):
      (
        "bad-value", "'\(name)' is no type of a field",
        ["text, integer, float, double, decimal, boolean, timestamp, json"]
      )
    case .nothingToWrite: ("no-fields", "this sink has no field to write", [])
    case .onlyAndExcept: ("only-except", "'only' and 'except' exclude each other", [])
    case .badExpression(let message): ("expression", message, [])
    case .notACondition(let type):
      ("expression", "a condition is true or false, this expression is \(type)", [])
    default: nil
    }
  }
}
