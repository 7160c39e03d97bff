import StageKit

/// The events of a body that failed, gathered into one failure of the request.
struct BodyFaults {
  /// Events that a message names at most.
  private static let namedEvents = 20

  private var count = 0
  private var numbers: [Int] = []
  private var errors: [String] = []
  private var first: Failure?

  /// Counts the next event, which failed or not.
  mutating func add(_ failure: Failure?) {
    if let failure {
      numbers.append(count)
      errors += failure.errors.map { "$[\(count)].\($0)" }
      first = first ?? failure
    }
    count += 1
  }

  /// Nil when no event failed; the failure itself when there is one event only.
  var failure: Failure? {
    guard let first else { return nil }
    if count == 1 { return first }
    let names = numbers.prefix(BodyFaults.namedEvents).map { "$[\($0)]" }.joined(separator: ", ")
    let more = numbers.count - BodyFaults.namedEvents
    return Failure(
      first.kind,
      "\(numbers.count) of \(count) events of the body failed: \(names)"
        + (more > 0 ? " and \(more) more" : ""),
      errors: errors)
  }
}
