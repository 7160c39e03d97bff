/// What is to be read anew while a run goes on.
public enum ReloadRequest: Sendable, Equatable {
  /// The pipeline file, then its lookups.
  case pipeline
  /// One lookup of the pipeline, by name.
  case lookup(String)
}

/// What became of a request to read something anew.
public enum ReloadAnswer: Sendable, Equatable {
  /// It is read and takes over, or did so already; says what.
  case accepted(String)
  /// What is in force stays; says why.
  case refused(String)
  /// The pipeline has no such lookup.
  case unknown
  /// Nothing runs, or the run cannot do it.
  case unavailable(String)
}
