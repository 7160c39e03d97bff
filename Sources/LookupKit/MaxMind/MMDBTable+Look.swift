extension MMDBTable {
  /// Reads what a database says of itself, and nothing else of it.
  ///
  /// Errors: as `open`, as far as the metadata tells.
  /// Cost: the last 128 KiB of the file, where the metadata stands.
  public static func look(path: String) throws(LookupError) {
    let tail = try FilePart(.last, MMDBMetadata.searchedSize, of: path)
    do throws(LookupError) {
      _ = try MMDBMetadata(of: tail.file.bytes, skipped: tail.skipped)
    } catch {
      throw LookupError("'\(path)' is \(error.message)")
    }
  }
}
