package import StageKit

/// Cuts the lines of the Clojure collector's logs into fields.
package final class ClojureTomcatLine {
  private let fields = FieldSplitter()
  private var count = 0

  /// The fields that a request has, by their column.
  package enum Column: Int {
    case date = 0
    case time = 1
    case address = 4
    case method = 5
    case path = 7
    case referer = 9
    case agent = 10
    case query = 11
    case contentType = 15
    case body = 16
  }

  /// The column that always holds `-`, and those behind the query that do.
  private static let mark = 2
  private static let marks = 12..<15

  package init() {}

  /// Cuts a line; what it holds lives in the arena.
  package func read(_ line: Bytes, _ arena: Arena) throws(Failure) {
    let spaced = SpacedLine(line, arena: arena)
    count = fields.split(spaced.text)
    guard !spaced.hasMargin, isLayout else { throw ClojureTomcatFailures.layout }
    if body != nil, !field(.method).equalsFolded("post") { throw ClojureTomcatFailures.method }
  }

  /// A field as it stands; empty when the line has no such column.
  package func field(_ column: Column) -> Bytes {
    column.rawValue < count ? fields[column.rawValue] : .empty
  }

  /// A field; nil when it is empty or `-`.
  package func value(_ column: Column) -> Bytes? {
    let field = field(column)
    return field.isEmpty || field == "-" ? nil : field
  }

  /// The content type, decoded.
  package func contentType(_ arena: Arena) -> Bytes? {
    value(.contentType).map { PercentCoding.decode($0, .plusAsBlank, arena: arena) }
  }

  /// The body as it stands, in base64.
  package var body: Bytes? { value(.body) }

  private var isLayout: Bool {
    guard count == 12 || count == 15 || count == 17, fields[ClojureTomcatLine.mark] == "-" else {
      return false
    }
    for column in ClojureTomcatLine.marks where count > 12 && fields[column] != "-" {
      return false
    }
    return true
  }
}
