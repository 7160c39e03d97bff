public import DiagnosticKit
import Engine
import PipelineConfig
public import StageKit
import Synchronization

/// Runs one stage, or a chain of stages, over events in memory: through the real checker and the
/// real engine, so that a test sees what a pipeline would do.
///
///     let test = try StageTest(
///       [.stage(IPLookup.self)],
///       stages: "- { use: ip_lookup, geo: cities }",
///       lookups: ["cities": .ipTable(table)])
///     let outcomes = try test.run([["user_ipaddress": "81.2.69.142"]])
public struct StageTest: Sendable {
  /// A class, so that the size of this type never depends on what a plan holds.
  private let prepared: Prepared

  private final class Prepared: Sendable {
    let plan: Plan
    let board: Board

    init(_ plan: Plan, _ board: Board) {
      self.plan = plan
      self.board = board
    }
  }

  /// Checks a list of stages, as it stands under `stages:`.
  ///
  /// Shape: `fields` are the fields that events come with, nil for those that the stages read unless
  /// the file names others; all fields that stages write are there at the end, those made on demand
  /// too when `demanding` names them.
  /// Errors: what the checker finds.
  public init(
    _ entries: [StageEntry], stages: String, fields: [Field]? = nil,
    lookups: [String: TestLookup] = [:], demanding: [String] = []
  ) throws(Findings) {
    for spec in entries.map(\.spec) {
      guard let key = spec.reservedKeys.first else { continue }
      throw [
        Finding(
          .error, "reserved-key", at: nil,
          "stage '\(spec.name)' declares '\(key)', which every stage has: give it another name")
      ]
    }
    let fields = fields ?? Field.read(by: entries)
    let board = Board(fields: fields)
    let registry = Registry(
      stages: entries, lookups: lookups.values.map { $0.entry },
      sources: [board.sourceEntry], sinks: [board.sinkEntry],
      formats: [board.inputEntry, board.outputEntry, board.failedEntry])
    let text = StageTest.pipeline(stages, lookups: lookups, demanding: demanding, entries, fields)
    let result = Checker.check(SourceFile(name: "test.yaml", text: text), registry: registry)
    guard let plan = result.plan else { throw result.findings }
    prepared = Prepared(plan, board)
  }

  private static func pipeline(
    _ stages: String, lookups: [String: TestLookup], demanding: [String], _ entries: [StageEntry],
    _ fields: [Field]
  ) -> String {
    let named = lookups.keys.sorted().map { name in
      "  \(name): { use: \(lookups[name]?.providerName ?? "") }\n"
    }
    let indented = stages.split(separator: "\n", omittingEmptySubsequences: false)
      .map { "  \($0)\n" }.joined()
    return """
      version: 1
      \(named.isEmpty ? "" : "lookups:\n" + named.joined())
      sources:
        - { id: events, use: test_events, format: test_events }
      stages:
      \(indented)
      sinks:
        - { id: result, use: test_events, format: { use: test_values, demand: [\(demanding.joined(separator: ", "))] } }
        - { id: rejects, from: failed, use: test_events, format: test_failed }
      """
  }

  /// Runs events through the stages; one outcome for each, in order.
  ///
  /// Errors: lookups that a stage does not accept, and books that do not balance.
  public func run(_ events: [TestEvent], workers: Int = 1) throws(Findings) -> [TestOutcome] {
    try pieces(of: events, workers: workers).map { $0.last ?? .filtered }
  }

  /// The same for stages that split events: the outcomes of the pieces of each, in order.
  public func pieces(
    of events: [TestEvent], workers: Int = 1
  ) throws(Findings) -> [[TestOutcome]] {
    prepared.board.begin(events)
    var settings = RunSettings()
    settings.workers = workers
    settings.now = 0
    let outcome = try Run(prepared.plan, settings: settings) { 0 }.run()
    guard outcome.status == .good else {
      throw [
        Finding(
          .error, "run", at: nil, outcome.messages.joined(separator: "; "),
          help: outcome.report)
      ]
    }
    return prepared.board.outcomes()
  }
}

extension Field {
  /// What stages read when the file names no other fields, each once.
  static func read(by entries: [StageEntry]) -> [Field] {
    var fields: [Field] = []
    for input in entries.flatMap(\.spec.inputs)
    where !fields.contains(where: { $0.name == input.defaultField }) {
      fields.append(Field(input.defaultField, input.type))
    }
    return fields
  }
}
