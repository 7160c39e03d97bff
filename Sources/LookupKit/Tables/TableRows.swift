import EventModel

/// Rows of a table as they were read: what CSV, NDJSON and inline values become first.
///
/// Shape: cells are text, `decimal` (a JSON number as it is written), boolean, JSON or empty; rows
/// stand one after the other, as wide as there are columns.
public final class TableRows: @unchecked Sendable {
  // Sendable: only the reader that makes it changes it, before anybody else sees it.

  /// The most rows: keys of tens of millions belong into a database, not into memory.
  public static let rowLimit = 20_000_000
  /// The most columns: ten times those of any table of networks that is sold.
  public static let columnLimit = 1000
  /// The longest cell, in bytes: 1 MiB.
  public static let cellLimit = 1 << 20
  /// The largest file: 1 GiB, which is read whole into memory.
  public static let fileLimit = 1 << 30

  /// As messages name it: `'offices.csv'`.
  public let name: String
  public internal(set) var columns: [String] = []
  var cells: [Slot] = []
  /// The line, or another place, of each row.
  var places: [TablePlace] = []
  let arena = Arena()
  /// What cells point into beside the arena.
  var file: PrivateFile?

  init(name: String) { self.name = name }

  public var count: Int { places.count }

  func cell(_ row: Int, _ column: Int) -> Slot { cells[row * columns.count + column] }

  /// The place of a column by its name.
  func column(_ name: String) -> Int? { columns.firstIndex(of: name) }

  /// An error of a row: `'offices.csv', line 7: …`.
  func error(_ place: TablePlace, _ message: String) -> LookupError {
    LookupError("\(name)\(place.text): \(message)")
  }

  func error(row: Int, _ message: String) -> LookupError { error(places[row], message) }

  /// Errors: what the whole table lacks.
  func error(_ message: String) -> LookupError { LookupError("\(name): \(message)") }
}

/// Where a row stands.
enum TablePlace: BitwiseCopyable {
  case line(Int)
  /// Rows that stand in no file: their key says enough.
  case nowhere

  /// As it follows the name of the table.
  var text: String { if case .line(let number) = self { ", line \(number)" } else { "" } }

  /// As another row's message names it.
  var mention: String {
    if case .line(let number) = self { "line \(number)" } else { "this table" }
  }
}
