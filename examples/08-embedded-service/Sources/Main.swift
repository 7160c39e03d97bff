import Logging
import Richline
import RichlineService
import ServiceLifecycle
import UnixSignals

/// A server application that has a pipeline among its services.
@main
struct Main {
  static func main() async throws {
    let logger = Logger(label: "application")
    let pipeline = try Pipeline(path: CommandLine.arguments.dropFirst().first ?? "pipeline.yaml")
    let enrichment = PipelineService(pipeline, logger: logger)
    let group = ServiceGroup(
      configuration: ServiceGroupConfiguration(
        services: [
          ServiceGroupConfiguration.ServiceConfiguration(
            service: Watcher(control: enrichment.control, logger: logger)),
          // When its input comes to an end, the others are stopped in good order.
          ServiceGroupConfiguration.ServiceConfiguration(
            service: enrichment, successTerminationBehavior: .gracefullyShutdownGroup),
        ],
        gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
    try await group.run()
    for line in enrichment.control.snapshot()?.balance ?? [] { logger.info("\(line)") }
  }
}
