import EventModel

/// Headings that say types: `accuracy:uint16`.
extension TableRows {
  /// Takes the types off the headings.
  ///
  /// Shape: by name of the column; what follows a colon must be a type.
  /// Errors: a type that there is not, a name that then stands twice.
  public func takeTypes() throws(LookupError) -> [String: RecordType] {
    var types: [String: RecordType] = [:]
    var names: [String] = []
    for column in columns {
      let parts = column.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      let name = String(parts[0])
      if parts.count == 2 {
        guard let type = RecordType(rawValue: String(parts[1])) else {
          let valid = RecordType.allCases.map(\.rawValue).joined(separator: ", ")
          throw error("'\(parts[1])' in the heading '\(column)' is no type; there are: \(valid)")
        }
        types[name] = type
      }
      guard !name.isEmpty, !names.contains(name) else {
        throw error("the heading '\(column)' has no name of its own")
      }
      names.append(name)
    }
    columns = names
    return types
  }

  /// The type that the values of a column have by themselves: of a cell in CSV, `12` is a number,
  /// `012` and `12 km` are texts.
  public func recordType(ofColumn name: String) -> RecordType {
    guard let column = column(name) else { return .text }
    var common: RecordType?
    for row in 0..<count {
      guard let type = CellType.record(cell(row, column)) else { continue }
      switch (common, type) {
      case (nil, _): common = type
      case (.integer?, .double), (.double?, .integer): common = .double
      case (let before?, _) where before != type: return .text
      default: break
      }
    }
    return common ?? .text
  }
}

extension CellType {
  /// The type of a record's value that a cell has by itself; nil when it is empty.
  static func record(_ cell: Slot) -> RecordType? {
    switch natural(cell) {
    case nil: return nil
    case .integer: return .integer
    case .double: return whole(cell) ? .integer : .double
    case .boolean: return .boolean
    case .json: return .json
    default: break
    }
    if cell.bytes == "true" || cell.bytes == "false" { return .boolean }
    guard isNumber(cell.bytes) else { return .text }
    return whole(cell) ? .integer : .double
  }

  private static func whole(_ cell: Slot) -> Bool {
    cell.bytes.buffer.allSatisfy { $0 &- 48 < 10 } || Int32(cell.bytes.string) != nil
  }
}
