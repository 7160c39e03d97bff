import Synchronization

/// A value that is made when somebody asks for it the first time, by whichever thread that is; what it
/// is made from is let go then.
///
/// Cost: a lock; who asks while another makes it waits.
package final class Late<Value: Sendable>: Sendable {
  private enum State {
    case open(@Sendable () -> Value)
    case made(Value)
  }

  private let state: Mutex<State>

  package init(_ value: Value) { state = Mutex(.made(value)) }

  package init(making make: @escaping @Sendable () -> Value) { state = Mutex(.open(make)) }

  package var value: Value {
    state.withLock { state in
      switch state {
      case .made(let value): return value
      case .open(let make):
        let value = make()
        state = .made(value)
        return value
      }
    }
  }
}

extension Late: Equatable where Value: Equatable {
  package static func == (a: Late, b: Late) -> Bool { a === b || a.value == b.value }
}
