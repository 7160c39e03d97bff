import Logging
import Richline
import ServiceLifecycle

/// A service of the application itself: it looks at the pipeline every ten seconds.
struct Watcher: Service {
  let control: RunControl
  let logger: Logger

  func run() async throws {
    await cancelWhenGracefulShutdown {
      while (try? await Task.sleep(for: .seconds(10))) != nil {
        guard let snapshot = control.snapshot() else { continue }
        logger.info("\(snapshot.events) events, \(snapshot.lagMilliseconds) ms behind")
        if snapshot.failedShare > 0.2 { logger.warning("more than a fifth of the events fail") }
      }
    }
  }
}
