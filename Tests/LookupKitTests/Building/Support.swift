import LookupKit

/// Tables of networks and databases from text.
enum Built {
  static func networks(
    _ csv: String, source: NetworkTable.Source? = nil
  ) throws -> NetworkTable {
    let file = TemporaryFile(Array(csv.utf8), name: "t.csv")
    let folder = "\(file.folder)/"
    do throws(LookupError) {
      let rows = try TableFile.csv(path: file.path)
      let types = try rows.takeTypes()
      return try NetworkTable(
        rows, source: source, other: { rows.recordType(ofColumn: $0) }, types: types)
    } catch {
      throw LookupError(error.message.replacing(folder, with: ""))
    }
  }

  static func bytes(
    _ csv: String, _ change: (inout MMDBBuilder) -> Void = { _ in }
  ) throws -> [UInt8] {
    var builder = MMDBBuilder()
    builder.buildDate = 1_767_225_600
    change(&builder)
    return try builder.build(networks(csv)).bytes
  }

  static func table(
    _ csv: String, _ change: (inout MMDBBuilder) -> Void = { _ in }
  ) throws -> MMDBTable {
    try TemporaryFile(bytes(csv, change)).openTable()
  }

  /// What is wrong with a table, without the folder of its file.
  static func refusal(
    _ csv: String, _ change: (inout MMDBBuilder) -> Void = { _ in }
  ) -> String? {
    let said = message { _ = try bytes(csv, change) }
    guard let said, let end = said.firstRange(of: "/t.csv'") else { return said }
    return "'t.csv'" + said[end.upperBound...]
  }

  /// The JSON of the record of an address; nil when there is none.
  static func json(_ table: MMDBTable, _ address: UInt32) throws -> String? {
    try table.record(for: IPKey(v4: address)).map { try table.value(of: $0).json }
  }
}
