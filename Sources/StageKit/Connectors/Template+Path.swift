extension Template {
  /// Names that the writer of files fills in: the number of a file, and the time of the run.
  package static let pathPlaceholders = ["part", "run"]
}
