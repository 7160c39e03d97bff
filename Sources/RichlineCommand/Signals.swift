import Richline
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Turns signals into requests to a run.
enum Signals {
  /// How long a second signal counts as the first one: `timeout` and terminals send it to a program
  /// and to its group, so that it comes twice. Nobody presses a key again that fast.
  fileprivate static let echo = Duration.milliseconds(250)

  /// Keeps a SIGHUP that comes while the pipeline is read until somebody watches; it would end the
  /// program.
  static func holdHangUps() {
    var set = sigset_t()
    sigemptyset(&set)
    sigaddset(&set, SIGHUP)
    pthread_sigmask(SIG_BLOCK, &set, nil)
  }

  /// Watches SIGINT and SIGTERM; the second one ends the program at once. SIGHUP asks for the
  /// pipeline file and the lookups as they are now. A reader that goes away (SIGPIPE) and a file that may not grow
  /// (SIGXFSZ) become errors of the write.
  static func watch(_ control: RunControl) {
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
    var set = sigset_t()
    sigemptyset(&set)
    sigaddset(&set, SIGINT)
    sigaddset(&set, SIGTERM)
    sigaddset(&set, SIGHUP)
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
    var first: ContinuousClock.Instant?
    while true {
      var number: Int32 = 0
      guard sigwait(&set, &number) == 0 else { return }
      if number == SIGHUP {
        control.reload()
        continue
      }
      guard let first else {
        first = .now
        control.stop(interrupted: number == SIGINT)
        continue
      }
      if ContinuousClock.now - first > Signals.echo { _exit(130) }
    }
  }
}
