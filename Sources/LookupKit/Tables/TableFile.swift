/// Opens files of rows.
public enum TableFile {
  /// Reads comma-separated values whole into memory.
  ///
  /// Errors: quote the path and name the line of what is wrong.
  public static func csv(path: String, delimiter: UInt8 = 44) throws(LookupError) -> TableRows {
    try CSVReader.read(PrivateFile(path: path), name: "'\(path)'", delimiter: delimiter)
  }

  /// The names in the heading of comma-separated values; nil when its first 64 KiB do not hold it.
  ///
  /// Errors: as `csv`, as far as the heading tells.
  public static func heading(csv path: String, delimiter: UInt8 = 44) throws(LookupError)
    -> [String]?
  {
    let part = try FilePart(.first, headingLimit, of: path)
    return try CSVReader.heading(
      part.file, name: "'\(path)'", delimiter: delimiter, isWhole: part.isWhole)
  }

  /// 1,000 columns with names of 64 bytes.
  private static let headingLimit = 64 * 1024

  /// Reads JSON objects, one a line, whole into memory.
  ///
  /// Errors: quote the path and name the line of what is wrong.
  public static func ndjson(path: String) throws(LookupError) -> TableRows {
    try NDJSONReader.read(PrivateFile(path: path), name: "'\(path)'")
  }
}
