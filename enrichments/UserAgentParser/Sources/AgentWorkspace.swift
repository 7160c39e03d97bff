import StageKit
import UserAgents

/// What one worker keeps between events: its parser and the agents that it has met.
public struct AgentWorkspace {
  /// Memory for keys and values, in bytes an agent. The 33,249 agents of the benchmark take 389 in
  /// the median and 849 at most, so that only hostile agents meet this.
  private static let bytesPerEntry = 2048
  /// Longer agents are parsed each time: a few of them must not push out all others.
  private static let longestKey = 2048

  private let parser: any UserAgentParsing
  private let plan: AgentPlan
  private let scratch: SlotRow
  private var cache: SlotCache?
  private var agentCount = 0
  private var rememberedCount = 0

  init(_ parser: any UserAgentParsing, _ plan: AgentPlan, cacheLimit: Int) {
    self.parser = parser
    self.plan = plan
    scratch = SlotRow(count: plan.width)
    guard cacheLimit > 0 else { return }
    cache = SlotCache(
      width: plan.width, entryLimit: cacheLimit,
      byteLimit: max(cacheLimit, 64) * AgentWorkspace.bytesPerEntry)
  }

  mutating func begin(_ arena: Arena) { cache?.begin(arena) }

  /// The values of an agent in the order of the plan; they live as long as the slice.
  mutating func values(of agent: Bytes, _ arena: Arena) -> UnsafePointer<Slot> {
    agentCount += 1
    guard cache != nil, agent.count <= AgentWorkspace.longestKey else {
      return parse(agent, arena)
    }
    let hash = agent.hash
    if let known = cache?.find(agent, hash: hash) {
      rememberedCount += 1
      return known
    }
    let values = parse(agent, arena)
    remember(values, agent, hash)
    return values
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

  private mutating func remember(_ values: UnsafePointer<Slot>, _ agent: Bytes, _ hash: UInt64) {
    guard let kept = cache?.insert(agent, hash: hash) else { return }
    for place in 0..<plan.width where !values[place].isEmpty {
      guard let bytes = cache?.store(values[place].bytes) else { continue }
      kept[place] = values[place].kind == .json ? .json(bytes) : .text(bytes)
    }
  }
}

/// Memory for one row of slots.
private final class SlotRow {
  let slots: UnsafeMutablePointer<Slot>

  init(count: Int) {
    slots = .allocate(capacity: count)
    slots.initialize(repeating: .empty, count: count)
  }

  deinit { slots.deallocate() }
}
