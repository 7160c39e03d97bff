import UserAgents

/// Breeds agents that take long: the costliest are changed further.
struct WorstAgents {
  private struct Agent {
    var pieces: [[UInt8]]
    var microseconds = 0.0
    var steps = 0
  }

  private let parser: UserAgentParser
  private let pieces: [[UInt8]]
  private let arena = Arena()
  private var random = SystemRandomNumberGenerator()
  private var best: [Agent] = []
  /// How many agents are kept to breed from.
  private static let herd = 64

  init(_ parser: UserAgentParser, _ pieces: [[UInt8]]) {
    self.parser = parser
    self.pieces = pieces
  }

  mutating func run(tries: Int) {
    for turn in 0..<tries {
      var agent =
        turn < tries / 4 || best.isEmpty ? fresh() : changed(best.randomElement(using: &random))
      measure(&agent)
      if best.count == Self.herd, let last = best.last, agent.microseconds <= last.microseconds {
        continue
      }
      // Timings are noisy: what seems slow must be slow again.
      for _ in 0..<4 { measure(&agent) }
      let place = best.firstIndex { $0.microseconds < agent.microseconds } ?? best.count
      best.insert(agent, at: place)
      if best.count > Self.herd { best.removeLast() }
    }
    for agent in best.prefix(5) {
      let text = String(decoding: bytes(agent).prefix(100), as: UTF8.self)
      print("\(agent.microseconds) us, \(agent.steps) of \(parser.budget) steps: '\(text)'")
    }
    print("most steps \(best.map(\.steps).max() ?? 0), limits \(parser.limitCount)")
  }

  private mutating func piece() -> [UInt8] {
    pieces[Int.random(in: 0..<pieces.count, using: &random)]
  }

  private mutating func fresh() -> Agent {
    let kinds = Int.random(in: 1...6, using: &random)
    let few = (0..<kinds).map { _ in piece() }
    return Agent(pieces: (0..<2048).map { _ in few[Int.random(in: 0..<kinds, using: &random)] })
  }

  private mutating func changed(_ agent: Agent?) -> Agent {
    guard var agent, !agent.pieces.isEmpty else { return fresh() }
    let used = min(agent.pieces.count, 600)
    for _ in 0...Int.random(in: 0...3, using: &random) {
      let start = Int.random(in: 0..<used, using: &random)
      let end = Int.random(in: start..<used, using: &random)
      switch Int.random(in: 0..<4, using: &random) {
      case 0: agent.pieces[start] = piece()
      case 1: agent.pieces.insert(piece(), at: start)
      case 2:
        let new = piece()
        for place in start...end { agent.pieces[place] = new }
      default: agent.pieces.insert(contentsOf: agent.pieces[start...end], at: end)
      }
    }
    agent.microseconds = 0
    return agent
  }

  private func bytes(_ agent: Agent) -> [UInt8] {
    var bytes: [UInt8] = []
    for piece in agent.pieces where bytes.count < 2048 { bytes += piece }
    return Array(bytes.prefix(2048))
  }

  private func measure(_ agent: inout Agent) {
    defer { arena.reset() }
    let text = bytes(agent)
    let room = arena.reserve(text.count)
    for (place, byte) in text.enumerated() { room[place] = byte }
    let copy = arena.commit(text.count)
    let start = CPUClock.now
    _ = parser.parse(copy, arena: arena)
    let time = CPUClock.now.since(start, per: 1)
    agent.microseconds = agent.microseconds == 0 ? time : min(time, agent.microseconds)
    agent.steps = parser.stepsUsed
  }
}
