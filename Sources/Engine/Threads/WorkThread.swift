#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#endif

/// A thread of its own for a plain loop.
struct WorkThread {
  private let handle: UInt

  /// Runs `body` on a new thread; nil when the system gives none.
  static func start(_ body: @escaping @Sendable () -> Void) -> WorkThread? {
    let box = Unmanaged.passRetained(ThreadBody(body))
    var thread = pthread_t()
    let failure = pthread_create(
      &thread, nil,
      { argument in
        if let argument {
          Unmanaged<ThreadBody>.fromOpaque(argument).takeRetainedValue().body()
        }
        return nil
      }, box.toOpaque())
    guard failure == 0 else {
      box.release()
      return nil
    }
    return WorkThread(handle: UInt(thread))
  }

  /// Waits for the end.
  func join() { pthread_join(pthread_t(handle), nil) }
}

private final class ThreadBody {
  let body: @Sendable () -> Void
  init(_ body: @escaping @Sendable () -> Void) { self.body = body }
}
