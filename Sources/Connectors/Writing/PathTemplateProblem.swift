/// What is wrong with a path template.
enum PathTemplateProblem: Error, Equatable {
  case empty
  case zeroByte
  case noLiteral(String)
  case folder(String)
  case notOpened(String)
  case notClosed(String)
  case expression(String)

  var code: String {
    if case .expression = self { "not-yet" } else { "bad-value" }
  }

  var message: String {
    switch self {
    case .empty: "the path is empty"
    case .zeroByte: "the path holds a zero byte"
    case .noLiteral(let text): "the path '\(text)' has no text before its first '{'"
    case .folder(let text): "the path '\(text)' names a folder, not a file"
    case .notOpened(let text): "the path '\(text)' has a '}' without its '{'"
    case .notClosed(let text): "the path '\(text)' has a '{' without its '}'"
    case .expression(let text): "expressions in paths such as '\(text)' are not there yet"
    }
  }

  var help: [String] {
    switch self {
    case .expression: ["'{part}' and '{run}' are known; a later version has expressions"]
    case .empty, .folder: ["name a file, for instance 'out/events.ndjson'"]
    case .noLiteral: ["begin with a folder or a word: 'out/{part}.ndjson'"]
    case .notOpened, .notClosed: ["write '{part}' for the number of the file"]
    case .zeroByte: []
    }
  }
}
