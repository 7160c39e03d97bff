import StageKit

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

extension TestOutcome {
  /// Whether two outcomes are the same byte for byte: unlike `==`, a value that is no number equals
  /// itself.
  func isSame(as other: TestOutcome) -> Bool {
    switch (self, other) {
    case (.written(let a), .written(let b)): TestOutcome.same(a, b)
    case (.filtered, .filtered): true
    case (.failed(let kind, let message, let a), .failed(let otherKind, let otherMessage, let b)):
      kind == otherKind && message == otherMessage && TestOutcome.same(a, b)
    default: false
    }
  }

  private static func same(_ a: TestEvent, _ b: TestEvent) -> Bool {
    Set(a.keys).union(b.keys).allSatisfy { FieldValue.same(a[$0], b[$0]) }
  }
}

extension FieldValue {
  /// Whether two values are the same byte for byte; a text without bytes and a list without entities
  /// are no values.
  static func same(_ a: FieldValue?, _ b: FieldValue?) -> Bool {
    let a = a == .entities([]) ? nil : a
    let b = b == .entities([]) ? nil : b
    func bytes(_ value: FieldValue?) -> [UInt8]? {
      switch value {
      case .text(let text)?: text.isEmpty ? nil : Array(text.utf8)
      case .bytes(let bytes)?: bytes.isEmpty ? nil : bytes
      default: nil
      }
    }
    func isText(_ value: FieldValue?) -> Bool { value.map { $0.type == .text } ?? true }
    switch (a, b) {
    case (.float(let a)?, .float(let b)?): return a.bitPattern == b.bitPattern
    case (.double(let a)?, .double(let b)?): return a.bitPattern == b.bitPattern
    default: return isText(a) && isText(b) ? bytes(a) == bytes(b) : a == b
    }
  }
}
