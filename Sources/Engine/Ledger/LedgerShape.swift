import PipelineConfig

/// The tree that a ledger keeps the books of: names and edges, nothing that runs.
struct LedgerShape: Sendable {
  struct Edge: Sendable {
    let name: String
    let upstream: Upstream
  }

  let sources: [String]
  let stages: [Edge]
  /// Nil upstream: a sink of failed events.
  let sinks: [(name: String, upstream: Upstream?)]
  /// Whether failed sinks are owed the unrouted events.
  let failsUnrouted: Bool
  /// The sink that is owed the failed events beside its own, by place.
  let mixedSink: Int?

  init(_ plan: Plan) {
    sources = plan.sources.map(\.id)
    stages = plan.stages.map { Edge(name: $0.id, upstream: $0.upstream) }
    sinks = plan.sinks.map { ($0.id, $0.upstream) }
    failsUnrouted = plan.run.unrouted == .fail
    mixedSink = plan.sinks.firstIndex { $0.failedFormat != nil }
  }

  init(
    sources: [String], stages: [Edge], sinks: [(name: String, upstream: Upstream?)],
    failsUnrouted: Bool = false, mixedSink: Int? = nil
  ) {
    self.mixedSink = mixedSink
    self.failsUnrouted = failsUnrouted
    self.sources = sources
    self.stages = stages
    self.sinks = sinks
  }
}
