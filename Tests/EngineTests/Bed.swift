import DiagnosticKit
import Engine
import PipelineConfig
import StageKit

/// A pipeline over memory: what goes in as text, what comes out by sink.
struct Bed {
  var source: any Source
  var sinks: [String: MemorySink] = [:]
  var fault = MemorySink.Fault.none
  var settings = RunSettings()
  var control = RunControl()
  /// Stands for the plugin `good` when there is one.
  var goodSink: (any Sink)?
  var sourceOptions = ""

  init(_ text: String, readSize: Int = 1 << 20, failure: Failure? = nil) {
    source = MemorySource(text, readSize: readSize, failure: failure)
    settings.now = 0
    settings.workers = 2
  }

  init(inputs: [any ByteInput], isEndless: Bool = false) {
    self.init("")
    source = ListedInputs(inputs, isEndless: isEndless)
  }

  /// Sinks by the name of their plugin: `good`, `other`, `rejects`.
  mutating func run(
    _ pipeline: String, memory: Int? = nil
  ) throws -> (outcome: RunOutcome, good: [String], other: [String], rejects: [String]) {
    let source = source
    let (fault, goodSink) = (fault, goodSink)
    let made = ["good", "other", "rejects"].map { name in
      (name, MemorySink(fault: name == "good" ? fault : .none))
    }
    let registry = Registry(
      stages: [
        .stage(Picky.self), .stage(Numbering.self), .stage(SlowAnswer.self), .stage(Tallying.self),
      ],
      sources: [SourceEntry(spec: MemorySource.spec) { _ throws(Findings) in source }],
      sinks: made.map { name, sink in
        SinkEntry(spec: Spec(name, "rows in memory"), takesFormat: true) { _ throws(Findings) in
          name == "good" ? goodSink ?? sink : sink
        }
      },
      formats: [
        .input(LineFormat.self),
        FormatEntry(
          spec: LineOutput.spec, makeInput: nil,
          makeOutput: { setup throws(Findings) in
            LineOutput(
              names: setup.writtenFields.map(\.name), fault: setup.id == "good" ? fault : .none)
          }, claims: .own, columns: .available),
        .output(FailureOutput.self),
      ])
    let text = """
      version: 1
      sources: [{ use: memory, format: lines\(sourceOptions) }]
      \(pipeline)
        - { id: rejects, from: failed, use: rejects, format: failures }
      """
    let result = Checker.check(SourceFile(name: "bed.yaml", text: text), registry: registry)
    guard var plan = result.plan else { throw result.findings }
    if let memory { plan.run.memory = memory }
    let outcome = try Run(plan, settings: settings, control: control) { 0 }.run()
    return (outcome, made[0].1.lines, made[1].1.lines, made[2].1.lines)
  }
}
