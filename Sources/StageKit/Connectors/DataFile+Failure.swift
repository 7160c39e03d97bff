extension DataFile {
  /// The file of a lookup with its bytes, for providers.
  ///
  /// Errors: as `load`, as a failure of class `lookup`.
  public static func read(_ path: String) throws(Failure) -> SourceFile {
    do throws(LookupError) { return try load(path) } catch {
      throw Failure(.lookup, error.message)
    }
  }
}
