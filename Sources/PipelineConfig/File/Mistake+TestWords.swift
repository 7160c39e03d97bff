import DiagnosticKit

extension Mistake {
  var testWords: (String, String, [String])? {
    switch self {
    case .testInput(let name, let isDouble):
      (
        "test-input",
        isDouble
          ? "test '\(name)' has an 'event' and a 'line'"
          : "test '\(name)' has no 'event' and no 'line'",
        ["'event' states fields, 'line' a record as the source reads it: write one of them"]
      )
    case .testExpectsTwice(let keys):
      (
        "test-expects",
        "a test expects one thing, not \(keys.map { "'\($0)'" }.joined(separator: " and "))",
        ["write two tests"]
      )
    case .testExpectsNothing(let name):
      (
        "test-expects", "test '\(name)' expects nothing yet",
        ["'richline test --update' fills in what happens today"]
      )
    case .atWithout:
      ("test-expects", "'at' says where 'expect' looks, which is not there", ["add 'expect'"])
    case .noSuchPlace(let id, let key, let valid):
      (
        "unknown-id", "'\(key)' names '\(id)', which is not there",
        Mistake.nearest(id, valid, list: "there are")
      )
    case .testSource(let name, let valid):
      (
        "test-input", "test '\(name)' does not say from which source its event comes",
        ["add 'source'; there are: \(valid.joined(separator: ", "))"]
      )
    case .notOfType(let text, let field, let type):
      ("bad-value", "'\(text)' is no value of '\(field)', which is \(type)", [])
    case .notWritten(let field, let sink):
      (
        "unknown-field", "sink '\(sink)' does not write '\(field)'",
        ["look at the stage before the sink: 'at' names it"]
      )
    case .noSuchClass(let name, let valid):
      (
        "bad-value", "'\(name)' is no class of failures",
        Mistake.nearest(name, valid, list: "they are")
      )
    case .fixtureRow(let message): ("fixture", message, [])
    default: nil
    }
  }
}
