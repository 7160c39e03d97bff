#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#endif

/// A thread of its own for a plain loop.
package struct WorkThread {
  private let handle: UInt

  /// The stack of a thread. The system's own size will not do: musl gives 128 KiB, and expressions
  /// and JSON values are walked by recursion.
  private static let stackSize = 8 * 1024 * 1024

  /// Runs `body` on a new thread; nil when the system gives none.
  package static func start(_ body: @escaping @Sendable () -> Void) -> WorkThread? {
    let box = Unmanaged.passRetained(ThreadBody(body))
    var thread = pthread_t()
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setstacksize(&attributes, stackSize)
    let failure = pthread_create(
      &thread, &attributes,
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

  /// Lets the thread that calls it sleep.
  static func sleep(milliseconds: Int) { usleep(UInt32(clamping: milliseconds * 1000)) }

  /// Waits for the end.
  package func join() { pthread_join(pthread_t(handle), nil) }
}

private final class ThreadBody {
  let body: @Sendable () -> Void
  init(_ body: @escaping @Sendable () -> Void) { self.body = body }
}
