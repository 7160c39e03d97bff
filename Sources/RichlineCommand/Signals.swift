import Richline
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Turns signals into requests to a run.
enum Signals {
  /// Watches SIGINT and SIGTERM; the second one ends the program at once. A reader that goes away
  /// (SIGPIPE) and a file that may not grow (SIGXFSZ) become errors of the write.
  static func watch(_ control: RunControl) {
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
    var set = sigset_t()
    sigemptyset(&set)
    sigaddset(&set, SIGINT)
    sigaddset(&set, SIGTERM)
    pthread_sigmask(SIG_BLOCK, &set, nil)
    let waiter = SignalWaiter(set: set, control: control)
    var thread = pthread_t()
    pthread_create(
      &thread, nil,
      { argument in
        if let argument {
          Unmanaged<SignalWaiter>.fromOpaque(argument).takeRetainedValue().run()
        }
        return nil
      }, Unmanaged.passRetained(waiter).toOpaque())
    pthread_detach(thread)
  }
}

private final class SignalWaiter {
  private var set: sigset_t
  private let control: RunControl

  init(set: sigset_t, control: RunControl) {
    self.set = set
    self.control = control
  }

  func run() {
    var hasCome = false
    while true {
      var number: Int32 = 0
      guard sigwait(&set, &number) == 0 else { return }
      if hasCome { _exit(130) }
      hasCome = true
      control.stop(interrupted: number == SIGINT)
    }
  }
}
