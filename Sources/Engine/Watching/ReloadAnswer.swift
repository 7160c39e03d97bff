/// What became of a request to read something anew.
public enum ReloadAnswer: Sendable, Equatable {
  /// It is good and takes over, or did so already; says what.
  case accepted(String)
  /// What is in force stays; says why.
  case refused(String)
  /// The pipeline has no such lookup.
  case unknown
  /// Nothing runs that could do it.
  case unavailable
}
