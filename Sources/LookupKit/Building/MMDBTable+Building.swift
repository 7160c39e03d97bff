extension MMDBTable {
  /// A table of networks as a database in memory: it is asked as a file of MaxMind's is.
  ///
  /// Shape: of networks that lie inside one another the innermost answers.
  /// Errors: equal networks, networks that overlap without one being inside the other.
  public static func of(_ table: NetworkTable, kind: String) throws(LookupError) -> MMDBTable {
    var builder = MMDBBuilder()
    builder.type = kind
    let built = try builder.build(table)
    return try MMDBTable(built: built.bytes, checksum: table.checksum)
  }
}
