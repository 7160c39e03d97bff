import EventModel

/// The rules that may match an agent; one for each worker.
///
/// Cost: one pass to fold, one to find literals; see `UAPFilter`.
final class UAPCandidates {
  private let filter: UAPFilter
  /// The agent, folded, with zeros behind its end.
  let text: UnsafeMutablePointer<UInt8>
  /// The clauses that the agent meets, plane after plane.
  private let met: UnsafeMutablePointer<UInt64>

  init(_ filter: UAPFilter) {
    self.filter = filter
    text = .allocate(capacity: UAPLimits.agentBytes + Bytes.slack)
    text.initialize(repeating: 0, count: UAPLimits.agentBytes + Bytes.slack)
    met = .allocate(capacity: filter.start.count)
    met.initialize(repeating: 0, count: filter.start.count)
  }

  deinit {
    text.deallocate()
    met.deallocate()
  }

  /// Looks for the literals of the rules in an agent of at most `UAPLimits.agentBytes`; says whether
  /// it is all ASCII.
  func find(_ agent: Bytes) -> Bool {
    let isASCII = UAPFold.fold(agent, to: text)
    met.update(from: filter.start.memory, count: filter.start.count)
    filter.tables.mark(agent.start, folded: text, agent.count, met)
    return isASCII
  }

  /// The rules of one word of places whose clauses are both met.
  @inline(__always)
  func word(_ word: Int) -> UInt64 { met[word] & met[word &+ filter.wordCount] }
}
