import DiagnosticKit
import Engine
import PipelineConfig
import StageKit
import TestSupport
import Testing

@Suite struct `random trees of stages` {
  private struct Result {
    let outcome: RunOutcome
    let rows: [String: [String]]
  }

  /// Lines of all sorts, and the events that they make.
  private struct Input {
    var text = ""
    var events: [(line: Int, event: RandomTree.Modelled)] = []
    var unreadable: [Int] = []

    init(_ random: inout SeededGenerator, lines: Int) {
      for line in 1...lines {
        let word = String(UnicodeScalar(UInt8.random(in: 97...122, using: &random))) + "\(line)"
        var made = 1
        var content = word + String(repeating: "y", count: Int.random(in: 0..<60, using: &random))
        switch Int.random(in: 0..<40, using: &random) {
        case 0: (content, made) = ("!\(word)", 0); unreadable.append(line)
        case 1: (content, made) = ("-\(word)", 0)
        case 2: (content, made) = ("#\(word)", 0)
        case 3: (content, made) = ("", 0)
        case 4:
          made = Int.random(in: 1...(line % 50 == 0 ? 800 : 6), using: &random)
          content = "*\(made)"
        default: break
        }
        text += content + (line % 7 == 0 ? "\r\n" : "\n")
        for part in 0..<made {
          events.append((line, RandomTree.Modelled(line: content, part: part)))
        }
      }
    }
  }

  private func run(
    _ tree: RandomTree, _ text: String, workers: Int, readSize: Int, memory: Int?,
    _ options: String
  ) throws -> Result {
    let source = MemorySource(text, readSize: readSize)
    let ids = tree.sinks.map(\.id) + ["rejects"]
    let sinks = Dictionary(uniqueKeysWithValues: ids.map { ($0, MemorySink()) })
    let registry = Registry(
      stages: [
        .stage(EventDice.self), .stage(BatchDice.self), .stage(OrderedDice.self),
        .stage(WaitingDice.self), .stage(SplitDice.self),
      ], sources: [SourceEntry(spec: MemorySource.spec) { _ throws(Findings) in source }],
      sinks: [
        SinkEntry(spec: Spec("rows", "rows in memory"), takesFormat: true) {
          setup throws(Findings) in sinks[setup.id] ?? MemorySink()
        }
      ],
      formats: [.input(LineFormat.self), .output(PairsOutput.self), .output(PairsFailures.self)])
    let file = """
      version: 1
      sources: [{ use: memory, format: lines }]
      \(tree.pipeline)
        - { id: rejects, from: failed, use: rows, format: pairs_failed }
      run: { \(options) }
      """
    let result = Checker.check(SourceFile(name: "tree.yaml", text: file), registry: registry)
    guard var plan = result.plan else { throw result.findings }
    if let memory { plan.run.memory = memory }
    var settings = RunSettings()
    settings.now = 0
    settings.workers = workers
    let outcome = try Run(plan, settings: settings) { 0 }.run()
    return Result(outcome: outcome, rows: sinks.mapValues(\.lines))
  }

  private func check(
    _ seed: UInt64, kinds: [String], lines: Int,
    policies: [String] = ["fail", "fail", "drop", "continue"], failsUnrouted: Bool = false
  ) throws {
    var random = SeededGenerator(seed: seed)
    let tree = RandomTree(&random, kinds: kinds, policies: policies)
    let input = Input(&random, lines: lines)
    let events = input.events.map(\.event)
    var failures: [(line: Int, text: String)] = input.unreadable.map { line in
      (
        line,
        "memory it begins with '!' |  | \(tree.sinks.map(\.id).sorted().joined(separator: ","))"
      )
    }
    for (line, event) in input.events {
      failures += tree.failures(event).map { (line, $0) }
      if failsUnrouted, tree.isUnrouted(event) { failures.append((line, unrouted(event, tree))) }
    }
    // Stable: within a line, parts and stages stand in their order already.
    failures = failures.enumerated()
      .sorted { ($0.element.line, $0.offset) < ($1.element.line, $1.offset) }.map(\.element)
    let rejects = failures.map(\.text)
    let options = failsUnrouted ? "unrouted: fail" : ""
    let count = input.events.filter { tree.isUnrouted($0.event) }.count
    let isCounted = count == 0 ? ", lines" : ", unrouted \(count)"
    for (workers, readSize, memory) in [(1, 1 << 20, nil), (4, 50_000, nil), (4, 1 << 20, 1)] {
      let result = try run(
        tree, input.text, workers: workers, readSize: readSize, memory: memory, options)
      let about = Comment("seed \(seed), \(workers) workers\n\(tree.pipeline)")
      #expect(result.outcome.status == .good, "\(result.outcome.messages) \(about)")
      let books = (result.outcome.report.first ?? "") + ", lines"
      #expect(books.contains(isCounted), "\(books) \(about)")
      for sink in tree.sinks {
        let difference = first(result.rows[sink.id], tree.rows(sink, events))
        #expect(difference == nil, "\(sink.id) \(about)")
      }
      let difference = first(result.rows["rejects"], rejects)
      #expect(difference == nil, about)
    }
  }

  private func unrouted(_ event: RandomTree.Modelled, _ tree: RandomTree) -> String {
    PairsFailures.row(
      "memory", "'when' is false at every sink", "",
      tree.sinks.map(\.id).sorted().joined(separator: ","), errors: [])
  }

  /// A tree in which an event may end the run.
  private func checkStop(_ seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let tree = RandomTree(
      &random,
      kinds: ["dice_event", "dice_batch", "dice_ordered", "dice_waiting", "dice_split"],
      policies: ["stop", "collect", "fail", "continue"])
    let input = Input(&random, lines: Int.random(in: 5...300, using: &random))
    let first = input.events.first { tree.stop($0.event) != nil }
    let message = first.flatMap { line, event in
      tree.stop(event).map { stage, message in
        let isOneOfMany = event.line.hasPrefix("*") && event.line != "*1"
        let place = isOneOfMany ? "event \(event.part + 1) of " : ""
        return "stage '\(stage)' gave up on \(place)line \(line) of 'memory' and ends the run "
          + "('on_error: stop'): \(message)"
      }
    }
    for workers in [1, 4] {
      let result = try run(
        tree, input.text, workers: workers, readSize: 5000, memory: nil, "")
      let about = Comment("seed \(seed), \(workers) workers\n\(tree.pipeline)")
      #expect(result.outcome.status == (message == nil ? .good : .trouble), about)
      #expect(result.outcome.messages == (message.map { [$0] } ?? []), about)
      if message != nil { #expect(result.rows.values.allSatisfy { $0.isEmpty }, about) }
    }
  }

  /// The first row that differs; nil when all are the same.
  private func first(_ found: [String]?, _ wanted: [String]) -> String? {
    let found = found ?? []
    let place = (0..<max(found.count, wanted.count)).first { row in
      row >= found.count || row >= wanted.count || found[row] != wanted[row]
    }
    return place.map { row in
      let (a, b) = (found.dropFirst(row).first, wanted.dropFirst(row).first)
      return "row \(row): \(a ?? "nothing"), not \(b ?? "nothing")"
    }
  }

  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func `give what each branch gives alone, at any number of workers`(seed: UInt64) throws {
    try check(seed, kinds: ["dice_event", "dice_batch"], lines: 700)
  }

  @Test(arguments: 101...140 as ClosedRange<UInt64>)
  func `with stages that wait or take turns give the same`(seed: UInt64) throws {
    try check(
      seed, kinds: ["dice_event", "dice_batch", "dice_ordered", "dice_waiting"], lines: 700)
  }

  @Test(arguments: 301...340 as ClosedRange<UInt64>)
  func `that collect errors let an event fail once at each end of its way`(seed: UInt64) throws {
    try check(
      seed, kinds: ["dice_event", "dice_batch", "dice_ordered", "dice_waiting"], lines: 700,
      policies: ["collect", "collect", "fail", "drop", "continue"])
  }

  @Test(arguments: 401...430 as ClosedRange<UInt64>)
  func `count what no sink takes, and let it fail when asked`(seed: UInt64) throws {
    try check(
      seed, kinds: ["dice_event", "dice_batch"], lines: 700,
      policies: ["collect", "fail", "drop", "continue"], failsUnrouted: seed % 3 != 0)
  }

  @Test(arguments: 601...660 as ClosedRange<UInt64>)
  func `with stages that split events give the pieces in order`(seed: UInt64) throws {
    try check(
      seed,
      kinds: [
        "dice_event", "dice_batch", "dice_ordered", "dice_waiting", "dice_split", "dice_split",
      ],
      lines: 500, policies: ["collect", "fail", "fail", "drop", "continue"],
      failsUnrouted: seed % 3 == 0)
  }

  @Test(arguments: 501...560 as ClosedRange<UInt64>)
  func `end with the first event that must not fail`(seed: UInt64) throws { try checkStop(seed) }

  @Test(arguments: [201, 202] as [UInt64])
  func `balance over many blocks`(seed: UInt64) throws {
    try check(seed, kinds: ["dice_event", "dice_ordered", "dice_waiting"], lines: 60_000)
  }
}
