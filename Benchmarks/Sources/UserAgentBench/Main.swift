import Glibc
import UserAgents

/// Measures the parser of user agents; `scripts/bench-ua` and `scripts/bench-check` run it.
@main
enum UserAgentBench {
  private static let usage = """
    ua-bench RULES AGENTS PASSES [MAX]   CPU time of each pass over a file with one agent a line
    ua-bench RULES --worst TRIES         breeds agents of 2 KiB that take long
    """

  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count >= 4, let number = Int(arguments[3]) else {
      print(usage)
      exit(64)
    }
    let start = CPUClock.now
    let rules = try UserAgentRules(path: arguments[1])
    let parser = UserAgentParser(rules)
    print("start-up_ms \(CPUClock.now.since(start, per: 1000))")
    guard arguments[2] != "--worst" else {
      var breeder = WorstAgents(parser, try RulesText.pieces(arguments[1]))
      return breeder.run(tries: number)
    }
    let limit = arguments.count > 4 ? Int(arguments[4]) ?? .max : .max
    measure(parser, try AgentFile.read(arguments[2], limit: limit), passes: number)
  }

  private static func measure(_ parser: UserAgentParser, _ agents: [Bytes], passes: Int) {
    let arena = Arena()
    var checksum = 0
    for _ in 0..<passes {
      let start = CPUClock.now
      for agent in agents {
        checksum &+= parser.parse(agent, arena: arena).family.count
        arena.reset()
      }
      print("us_per_agent \(CPUClock.now.since(start, per: max(agents.count, 1)))")
    }
    print("agents \(agents.count) checksum \(checksum) memory_MB \(CPUClock.residentMegabytes)")
  }
}
