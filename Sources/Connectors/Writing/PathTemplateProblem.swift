/// What is wrong with a path template.
enum PathTemplateProblem: Error, Equatable {
  case empty
  case zeroByte
  case controlByte
  case noLiteral(String)
  case folder(String)
  case notOpened(String)
  case notClosed(String)
  case partBetween(String)
  case partTouches(String)

  var message: String {
    switch self {
    case .empty: "the path is empty"
    case .zeroByte: "the path holds a zero byte"
    case .controlByte: "the path holds a control character"
    case .noLiteral(let text): "the path '\(text)' has no text before its first '{'"
    case .folder(let text): "the path '\(text)' names a folder, not a file"
    case .notOpened(let text): "the path '\(text)' has a '}' without its '{'"
    case .notClosed(let text): "the path '\(text)' has a '{' without its '}'"
    case .partBetween(let text):
      "in the path '\(text)' expressions stand on both sides of '{part}': two files could get one name"
    case .partTouches(let text):
      "in the path '\(text)' nothing divides '{part}' from an expression: two files could get one name"
    }
  }

  var help: [String] {
    switch self {
    case .empty, .folder: ["name a file, for instance 'out/events.ndjson'"]
    case .noLiteral: ["begin with a folder or a word: 'out/{part}.ndjson'"]
    case .notOpened, .notClosed: ["write '{part}' for the number of the file"]
    case .partBetween, .partTouches:
      [
        "write a '-' between them, or the expressions as folders: 'out/{date(t)}/events-{part}.ndjson'"
      ]
    case .zeroByte, .controlByte: []
    }
  }
}
