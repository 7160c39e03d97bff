/// Who waits for the answer to a request to read something anew.
///
/// A pure state machine. It holds as many entries as threads wait.
struct ReloadQueue {
  enum Question: Equatable {
    case pipeline
    case lookup(String)
  }

  private enum State {
    case asked
    /// The keeper is at it.
    case begun
    case answered(ReloadAnswer)
  }

  private var entries: [Int: (question: Question, state: State)] = [:]
  private var count = 0

  /// A question, by its number.
  mutating func ask(_ question: Question) -> Int {
    count += 1
    entries[count] = (question, .asked)
    return count
  }

  /// The keeper works on what was asked so far of a kind.
  mutating func begin(_ isMeant: (Question) -> Bool) {
    for (number, entry) in entries where isMeant(entry.question) {
      if case .asked = entry.state { entries[number]?.state = .begun }
    }
  }

  /// What it worked on is known.
  mutating func answer(_ answer: (Question) -> ReloadAnswer) {
    for (number, entry) in entries {
      if case .begun = entry.state {
        entries[number]?.state = .answered(answer(entry.question))
      }
    }
  }

  /// The answer to a question, once; nil when there is none yet.
  mutating func takeAnswer(_ number: Int) -> ReloadAnswer? {
    guard case .answered(let answer)? = entries[number]?.state else { return nil }
    entries[number] = nil
    return answer
  }
}
