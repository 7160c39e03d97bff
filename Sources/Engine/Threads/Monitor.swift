#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#endif

/// State behind a lock, with waiting: what the threads of a run share.
///
/// Shape: threads that wait for different things wait in different places; where nothing is said they
/// wait in the first one, and all are woken.
final class Monitor<State>: @unchecked Sendable {
  // Sendable: `state` is touched with the mutex held only.
  private var state: State
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  /// One for each place.
  private let conditions: UnsafeMutablePointer<pthread_cond_t>
  private let places: Int

  init(_ state: State, places: Int = 1) {
    self.state = state
    mutex = .allocate(capacity: 1)
    pthread_mutex_init(mutex, nil)
    self.places = places
    conditions = .allocate(capacity: places)
    // Waiting goes by a clock that nobody sets.
    var attributes = pthread_condattr_t()
    pthread_condattr_init(&attributes)
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
    for place in 0..<places { pthread_cond_init(conditions + place, &attributes) }
    pthread_condattr_destroy(&attributes)
  }

  deinit {
    for place in 0..<places { pthread_cond_destroy(conditions + place) }
    pthread_mutex_destroy(mutex)
    conditions.deallocate()
    mutex.deallocate()
  }

  private func wakeAll() {
    for place in 0..<places { pthread_cond_broadcast(conditions + place) }
  }

  /// Changes the state and wakes all that wait for it.
  func update<Result>(_ body: (inout State) -> Result) -> Result {
    pthread_mutex_lock(mutex)
    defer {
      wakeAll()
      pthread_mutex_unlock(mutex)
    }
    return body(&state)
  }

  /// Changes the state and wakes who waits in a place: one thread only, if others could do nothing
  /// with the change that it does not do.
  ///
  /// Cost: 5 µs for each thread that is woken for nothing.
  func update<Result>(
    for place: Int, onlyOne: Bool = false, _ body: (inout State) -> Result
  ) -> Result {
    pthread_mutex_lock(mutex)
    defer {
      // Behind the lock the woken one would find it taken.
      pthread_mutex_unlock(mutex)
      if onlyOne {
        pthread_cond_signal(conditions + place)
      } else {
        pthread_cond_broadcast(conditions + place)
      }
    }
    return body(&state)
  }

  /// Changes the state, and wakes who waits in a place when `body` says that it is worth it.
  func wake(_ place: Int, when body: (inout State) -> Bool) {
    pthread_mutex_lock(mutex)
    let isWorthIt = body(&state)
    pthread_mutex_unlock(mutex)
    if isWorthIt { pthread_cond_broadcast(conditions + place) }
  }

  /// Changes the state in a way that nobody waits for.
  func take<Result>(_ body: (inout State) -> Result) -> Result {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return body(&state)
  }

  /// Waits in a place until `body` gives something, and takes it in a way that nobody waits for:
  /// whoever sleeps goes on sleeping.
  func waitAndTake<Result>(in place: Int = 0, _ body: (inout State) -> Result?) -> Result {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    while true {
      if let result = body(&state) { return result }
      pthread_cond_wait(conditions + place, mutex)
    }
  }

  /// The same for some milliseconds at most; nil when `body` gave nothing.
  func waitAndTake<Result>(
    in place: Int = 0, milliseconds: Int, _ body: (inout State) -> Result?
  ) -> Result? {
    var deadline = Monitor.time(in: milliseconds)
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    while true {
      if let result = body(&state) { return result }
      guard pthread_cond_timedwait(conditions + place, mutex, &deadline) != ETIMEDOUT else {
        return nil
      }
    }
  }

  /// Looks at the state without waking anybody.
  func read<Result>(_ body: (State) -> Result) -> Result {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return body(state)
  }

  /// Waits until `body` gives something, for some milliseconds at most; nil when it did not.
  func wait<Result>(milliseconds: Int, _ body: (inout State) -> Result?) -> Result? {
    waitAndTake(milliseconds: milliseconds) { state in
      let result = body(&state)
      if result != nil { wakeAll() }
      return result
    }
  }

  /// Waits until `body` gives something; wakes others when it does.
  func wait<Result>(_ body: (inout State) -> Result?) -> Result {
    waitAndTake { state in
      let result = body(&state)
      if result != nil { wakeAll() }
      return result
    }
  }

  /// When so many milliseconds from now are over.
  private static func time(in milliseconds: Int) -> timespec {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    let nanoseconds = time.tv_nsec + milliseconds % 1000 * 1_000_000
    time.tv_sec += milliseconds / 1000 + nanoseconds / 1_000_000_000
    time.tv_nsec = nanoseconds % 1_000_000_000
    return time
  }
}
