/// Opens files of rows.
public enum TableFile {
  /// Reads comma-separated values whole into memory.
  ///
  /// Errors: quote the path and name the line of what is wrong.
  public static func csv(path: String, delimiter: UInt8 = 44) throws(LookupError) -> TableRows {
    try CSVReader.read(PrivateFile(path: path), name: "'\(path)'", delimiter: delimiter)
  }

  /// Reads JSON objects, one a line, whole into memory.
  ///
  /// Errors: quote the path and name the line of what is wrong.
  public static func ndjson(path: String) throws(LookupError) -> TableRows {
    try NDJSONReader.read(PrivateFile(path: path), name: "'\(path)'")
  }
}
