import StageKit
import UserAgents

/// What one worker keeps between events: its parser, and its way to the agents that workers have met.
public struct AgentWorkspace {
  /// Longer agents are parsed each time: a few of them must not push out all others.
  private static let longestKey = 2048

  private let parser: any UserAgentParsing
  private let plan: AgentPlan
  private let scratch: SlotRow
  // Copies of what `scratch` and `plan` hold: no count of references moves for an event.
  private let outputs: UnsafePointer<OutputRef>
  private let outputCount: Int
  /// Of the agents of the slice in hand, by row.
  private let hashes = AgentHashes()
  private let cache: SharedSlotCache?
  private var agentCount = 0
  private var rememberedCount = 0

  /// Without rows nothing is remembered.
  init(_ parser: any UserAgentParsing, _ plan: AgentPlan, _ rows: SharedRows?) {
    self.parser = parser
    self.plan = plan
    scratch = SlotRow(count: plan.width, outputs: plan.columns.map(\.output))
    outputs = UnsafePointer(scratch.outputs)
    outputCount = plan.columns.count
    cache = rows.map(SharedSlotCache.init)
  }

  func begin(_ arena: Arena) { cache?.begin(arena) }

  /// Hashes the agents of a slice, and fetches what is remembered of them.
  func lookAhead(_ agents: UnsafePointer<Slot>, _ rows: Selection) {
    guard let cache else { return }
    rows.forEach { row in
      guard let agent = agents[row].text else { return }
      hashes.values[row] = agent.hash
      cache.fetchPlace(hash: hashes.values[row])
    }
    rows.forEach { cache.fetchRow(hash: hashes.values[$0]) }
  }

  /// The values of an agent in the order of the plan; they live as long as the slice.
  mutating func values(
    of agent: Bytes, _ row: Int, _ arena: Arena
  ) -> UnsafePointer<Slot> {
    agentCount += 1
    guard let cache, agent.count <= AgentWorkspace.longestKey else {
      return parse(agent, arena)
    }
    let hash = hashes.values[row]
    if let known = cache.find(agent, hash: hash) {
      rememberedCount += 1
      return known
    }
    let values = parse(agent, arena)
    cache.add(agent, hash: hash, values)
    return values
  }

  /// Sets the columns to what `values` gave.
  func write(_ values: UnsafePointer<Slot>, _ changes: inout Changes) {
    changes.set(outputs, values, count: outputCount)
  }

  /// For the end of a run; agents that were remembered count where they were parsed.
  var counters: [StageCounter] {
    [
      StageCounter("agents", agentCount),
      StageCounter("remembered", rememberedCount, of: agentCount),
      StageCounter("cut after \(UserAgents.UserAgentParser.readBytes) bytes", parser.cutCount),
      StageCounter("values over the budget", parser.limitCount),
    ]
  }

  private func parse(_ agent: Bytes, _ arena: Arena) -> UnsafePointer<Slot> {
    plan.fill(scratch.slots, from: parser.parse(agent, arena: arena), arena)
    return UnsafePointer(scratch.slots)
  }
}

/// Memory for the hashes of a slice.
private final class AgentHashes {
  let values: UnsafeMutablePointer<UInt64>

  init() {
    values = .allocate(capacity: Selection.capacity)
    values.initialize(repeating: 0, count: Selection.capacity)
  }

  deinit { values.deallocate() }
}

/// Memory for one row of slots, and the places where they go.
private final class SlotRow {
  let slots: UnsafeMutablePointer<Slot>
  let outputs: UnsafeMutablePointer<OutputRef>

  init(count: Int, outputs: [OutputRef]) {
    slots = .allocate(capacity: count)
    slots.initialize(repeating: .empty, count: count)
    self.outputs = .allocate(capacity: max(outputs.count, 1))
    for (place, output) in outputs.enumerated() { (self.outputs + place).initialize(to: output) }
  }

  deinit {
    slots.deallocate()
    outputs.deallocate()
  }
}
