/// The fields of one event in a test; what is not named is empty.
public typealias TestEvent = [String: FieldValue]

/// What became of one event.
public enum TestOutcome: Sendable, Equatable {
  /// It reached the end; the fields that are not empty.
  case written(TestEvent)
  /// A stage took it out of the stream.
  case filtered
  /// A stage gave it up: class, message, and the fields as they came in.
  case failed(kind: String, message: String, TestEvent)

  /// The fields of an event that reached the end.
  public var fields: TestEvent? {
    if case .written(let fields) = self { fields } else { nil }
  }
}
