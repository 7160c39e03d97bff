import ControlServer
import Engine
public import Logging
public import Richline
import RunLogging
public import ServiceLifecycle

/// A pipeline as a service of a server application.
///
/// Shape: runs once, on threads of its own, so that it holds none of the tasks' pool. A graceful
/// shutdown stops reading and finishes what was read; a batch without a checkpoint leaves nothing,
/// as always when it is stopped. Where the file says `listen`, metrics and health are served.
/// Errors: `PipelineTrouble` when the run does not end well; `Findings` when lookups do not open.
public struct PipelineService: Service {
  private let pipeline: Pipeline
  private let settings: RunSettings
  private let logger: Logger
  /// To look at the run and to ask it for something.
  public let control: RunControl

  /// Makes a service that logs what the run says to `logger`.
  public init(
    _ pipeline: Pipeline, settings: RunSettings = RunSettings(),
    logger: Logger = Logger(label: "richline")
  ) {
    self.pipeline = pipeline
    self.settings = settings
    self.logger = logger
    control = RunControl(observer: LogObserver(logger))
  }

  public func run() async throws {
    try await withTaskCancellationOrGracefulShutdownHandler {
      try await runOnItsOwnThread()
    } onCancelOrGracefulShutdown: {
      control.stop(interrupted: false)
    }
  }

  private func runOnItsOwnThread() async throws {
    try await withCheckedThrowingContinuation { (end: CheckedContinuation<Void, any Error>) in
      let thread = WorkThread.start { end.resume(with: Result { try runToEnd() }) }
      if thread == nil { end.resume(throwing: PipelineTrouble.noThread) }
    }
  }

  private func runToEnd() throws {
    let server = try pipeline.listen.map { try ControlServer.start(at: $0, ControlRoutes(control)) }
    defer { server?.stop() }
    if let server { logger.notice("metrics and health are served at port \(server.port)") }
    let outcome = try pipeline.run(settings: settings, control: control)
    switch outcome.status {
    case .good, .interrupted: return
    case .trouble, .tooManyFailed, .unbalanced: throw PipelineTrouble(outcome)
    }
  }
}
