import StageTesting

/// Changes real agents: cuts, repeats, joins, swaps letters for bytes and cases.
struct AgentMutator {
  let agents: [[UInt8]]
  var random: RandomBytes

  mutating func next() -> [UInt8] {
    var agent = agents[random.below(agents.count)]
    for _ in 0...random.below(4) { change(&agent) }
    return agent
  }

  private mutating func range(_ count: Int) -> Range<Int> {
    let start = random.below(count + 1)
    return start..<start + random.below(count - start + 1)
  }

  private mutating func change(_ agent: inout [UInt8]) {
    switch random.below(8) {
    case 0: agent.removeSubrange(range(min(agent.count, 40)))
    case 1:
      let piece = range(agent.count)
      agent.insert(contentsOf: agent[piece], at: random.below(agent.count + 1))
    case 2, 3:
      let other = agents[random.below(agents.count)]
      agent.insert(contentsOf: other[range(other.count)], at: random.below(agent.count + 1))
    case 4:
      guard !agent.isEmpty else { return }
      agent[random.below(agent.count)] = UInt8(truncatingIfNeeded: random.next())
    case 5:
      for place in range(agent.count) where agent[place] & 0x40 != 0 { agent[place] ^= 0x20 }
    case 6: agent.insert(UInt8(0x20 + random.below(95)), at: random.below(agent.count + 1))
    default: agent = Array(agent[range(agent.count)])
    }
  }
}
