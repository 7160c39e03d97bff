import StageKit

/// A random tree of dice stages, as a pipeline file and as a model that says what must come out.
struct RandomTree {
  struct Stage {
    let id: String
    let use: String
    let seed: Int
    let parent: Int?
    let when: When?
    let onError: String
  }

  struct Sink {
    let id: String
    let parent: Int?
    let when: When?
    /// One event in so many fails at it; 0 for none.
    let refuses: Int
  }

  enum When: CaseIterable {
    case smallPart, lateLine, hasA, lacksB

    func text(isRoot: Bool) -> String {
      switch self {
      case .smallPart: "part < 3"
      case .lateLine: "line > \"k\""
      case .hasA: isRoot ? "line != null" : "fa != null && fa >= \"b\""
      case .lacksB: isRoot ? "part != 1" : "!(fb != null)"
      }
    }

    func holds(_ event: Modelled, isRoot: Bool) -> Bool {
      switch self {
      case .smallPart: event.part < 3
      case .lateLine: "k".utf8.lexicographicallyPrecedes(event.line.utf8)
      case .hasA: isRoot || event.fields[0].map { $0 >= "b" } ?? false
      case .lacksB: isRoot ? event.part != 1 : event.fields[1] == nil
      }
    }
  }

  /// An event on its way through the model.
  struct Modelled {
    var line: String
    var part: Int
    var fields: [String?] = [nil, nil, nil]
    var errors: [String] = []
    /// What stages with `on_error: collect` gave it.
    var collected: [(stage: String, message: String)] = []
  }

  /// What becomes of an event at a stage.
  enum Outcome {
    /// Several when the stage splits it.
    case out([Modelled])
    /// Filtered or dropped.
    case gone
    case failed(String)
    case stopped(String)
  }

  private(set) var stages: [Stage] = []
  private(set) var sinks: [Sink] = []

  /// `policies`: what stages do with errors, each as often as it stands there.
  init(
    _ random: inout some RandomNumberGenerator, kinds: [String],
    policies: [String] = ["fail", "fail", "drop", "continue"]
  ) {
    let count = Int.random(in: 1...7, using: &random)
    for index in 0..<count {
      let parent =
        index == 0 || Int.random(in: 0..<5, using: &random) == 0
        ? nil : Int.random(in: 0..<index, using: &random)
      stages.append(
        Stage(
          id: "s\(index)", use: kinds.randomElement(using: &random) ?? "dice_event",
          seed: Int.random(in: 0..<100, using: &random), parent: parent,
          when: RandomTree.when(&random),
          onError: policies.randomElement(using: &random) ?? "fail"))
    }
    for index in [nil] + (0..<count).map({ $0 }) as [Int?] {
      let isLeaf = index.map { place in !stages.contains { $0.parent == place } } ?? false
      guard isLeaf || Int.random(in: 0..<4, using: &random) == 0 else { continue }
      sinks.append(
        Sink(
          id: index.map { "k\($0)" } ?? "root", parent: index, when: RandomTree.when(&random),
          refuses: Bool.random(using: &random) ? 0 : Int.random(in: 3...40, using: &random)))
    }
  }

  private static func when(_ random: inout some RandomNumberGenerator) -> When? {
    Bool.random(using: &random) ? nil : When.allCases.randomElement(using: &random)
  }

  // MARK: as a file

  var pipeline: String {
    let listed = stages.map { stage in
      var text = "  - { id: \(stage.id), use: \(stage.use), seed: \(stage.seed)"
      text += ", from: \(stage.parent.map { stages[$0].id } ?? "memory")"
      if let when = stage.when {
        text += ", when: '\(when.text(isRoot: stage.parent == nil))'"
      }
      return text + ", on_error: \(stage.onError) }\n"
    }
    let ends = sinks.map { sink in
      var text = "  - { id: \(sink.id), use: rows, format: { use: pairs, refuse: \(sink.refuses) }"
      text += ", from: \(sink.parent.map { stages[$0].id } ?? "memory")"
      if let when = sink.when { text += ", when: '\(when.text(isRoot: sink.parent == nil))'" }
      return text + " }\n"
    }
    return "stages:\n" + listed.joined() + "sinks:\n" + ends.joined()
  }

  // MARK: as a model

  /// The way from the sources to a stage.
  private func path(_ index: Int?) -> [Int] {
    guard let index else { return [] }
    return path(stages[index].parent) + [index]
  }

  /// What a stage makes of an event.
  private func apply(_ stage: Stage, _ event: Modelled) -> Outcome {
    if let when = stage.when, !when.holds(event, isRoot: stage.parent == nil) {
      return .out([event])
    }
    var out = event
    switch Dice(seed: stage.seed).roll(line: event.line, part: event.part) {
    case .filter: return .gone
    case .fail(let message):
      switch stage.onError {
      case "fail": return .failed(message)
      case "stop": return .stopped(message)
      case "drop": return .gone
      case "collect": out.collected.append((stage.id, message))
      default:
        out.errors.append(
          "{\"stage\":\"\(stage.id)\",\"class\":\"plugin\",\"message\":\"\(message)\"}")
      }
    case .write(let writes):
      for (field, letter) in writes {
        out.fields[field] = letter.map { (event.fields[field] ?? "") + $0 }
      }
      if stage.use == "dice_split" { return .out(SplitDice.pieces(of: out, seed: stage.seed)) }
    }
    return .out([out])
  }

  /// An event as it leaves some stages: nothing when it does not, its pieces when one of them splits it.
  private func pass(_ stages: some Sequence<Int>, _ event: Modelled) -> [Modelled] {
    var events = [event]
    for index in stages {
      events = events.flatMap { event -> [Modelled] in
        if case .out(let out) = apply(self.stages[index], event) { out } else { [] }
      }
    }
    return events
  }

  /// The rows of a sink.
  func rows(_ sink: Sink, _ events: [Modelled]) -> [String] {
    events.flatMap { arrived($0, sink) }.filter { !isRefused($0, sink) }.map(RandomTree.row)
  }

  /// An event as a sink is to write it, piece by piece; nothing when it does not come so far.
  private func arrived(_ event: Modelled, _ sink: Sink) -> [Modelled] {
    pass(path(sink.parent), event).filter { event in
      event.collected.isEmpty
        && sink.when.map { $0.holds(event, isRoot: sink.parent == nil) } ?? true
    }
  }

  private func isRefused(_ event: Modelled, _ sink: Sink) -> Bool {
    PairsOutput.refuses(sink.refuses, line: event.line, part: event.part)
  }

  /// Whether an event is filtered by the `when` of all its sinks; one that may be split never is.
  func isUnrouted(_ event: Modelled) -> Bool {
    sinks.allSatisfy { sink in
      let way = path(sink.parent)
      guard !way.contains(where: { stages[$0].use == "dice_split" }),
        let event = pass(way, event).first, event.collected.isEmpty, let when = sink.when
      else { return false }
      return !when.holds(event, isRoot: sink.parent == nil)
    }
  }

  /// The failures of one event, in the order of the program: those of stages, then those of sinks.
  func failures(_ event: Modelled) -> [String] {
    let places = [nil] + depthFirst(nil) as [Int?]
    let refusals = places.flatMap { place in sinks.filter { $0.parent == place } }
      .flatMap { sink in
        arrived(event, sink).filter { isRefused($0, sink) }.map { piece in
          var piece = piece
          piece.errors = []
          return "\(sink.id) refused | \(RandomTree.row(piece)) | \(sink.id)"
        }
      }
    return stageFailures(event) + refusals
  }

  private func stageFailures(_ event: Modelled) -> [String] {
    depthFirst(nil).flatMap { index -> [String] in
      let incoming = pass(path(index).dropLast(), event)
      return incoming.flatMap { ownFailure($0, index) }
        + incoming.flatMap { endFailures($0, index) }
    }
  }

  private func ownFailure(_ incoming: Modelled, _ index: Int) -> [String] {
    guard case .failed(let message) = apply(stages[index], incoming) else { return [] }
    let own = (stage: stages[index].id, message: message)
    return [failure(own, incoming.collected + [own], incoming, owed(index))]
  }

  /// Failures at the end of a way with collected errors.
  private func endFailures(_ incoming: Modelled, _ index: Int) -> [String] {
    guard case .out(let pieces) = apply(stages[index], incoming) else { return [] }
    let ends = sinks.filter { $0.parent == index }.map(\.id).sorted()
    guard !ends.isEmpty else { return [] }
    return pieces.compactMap { out in
      out.collected.first.map { failure($0, out.collected, out, ends.joined(separator: ",")) }
    }
  }

  /// The message of the stage that ends the run because of an event.
  func stop(_ event: Modelled) -> (stage: String, message: String)? {
    for index in depthFirst(nil) {
      for incoming in pass(path(index).dropLast(), event) {
        if case .stopped(let message) = apply(stages[index], incoming) {
          return (stages[index].id, message)
        }
      }
    }
    return nil
  }

  private func failure(
    _ head: (stage: String, message: String), _ all: [(stage: String, message: String)],
    _ event: Modelled, _ owed: String
  ) -> String {
    var event = event
    event.errors = []
    let errors = all.count > 1 ? all.map { "\($0.stage): \($0.message)" } : []
    return PairsFailures.row(
      head.stage, head.message, RandomTree.row(event), owed, errors: errors)
  }

  private func depthFirst(_ parent: Int?) -> [Int] {
    stages.indices.filter { stages[$0].parent == parent }.flatMap { [$0] + depthFirst($0) }
  }

  private func owed(_ index: Int) -> String {
    sinks.filter { path($0.parent).contains(index) }.map(\.id).sorted().joined(separator: ",")
  }

  static func row(_ event: Modelled) -> String {
    var pairs = ["line=\(event.line)", "part=\(event.part)"]
    for (name, value) in zip(Dice.fields, event.fields) {
      if let value { pairs.append("\(name)=\(value)") }
    }
    if !event.errors.isEmpty { pairs.append("errors=[\(event.errors.joined(separator: ","))]") }
    return pairs.joined(separator: ";")
  }
}
