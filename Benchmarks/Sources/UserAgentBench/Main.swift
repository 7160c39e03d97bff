import Glibc
import UserAgents

/// Parses agents pass after pass, and prints the CPU time of each in microseconds an agent.
///
/// Shape: `ua-bench RULES AGENTS PASSES [MAX]`; a file of agents has one a line.
@main
enum UserAgentBench {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count >= 4, let passes = Int(arguments[3]) else {
      print("usage: ua-bench RULES AGENTS PASSES [MAX]")
      exit(64)
    }
    let limit = arguments.count > 4 ? Int(arguments[4]) ?? .max : .max
    let agents = try read(arguments[2], limit: limit)
    let start = now()
    let rules = try UserAgentRules(path: arguments[1])
    let parser = UserAgentParser(rules)
    print("start-up_ms \(milliseconds(now() - start))")

    let arena = Arena()
    var checksum = 0
    for _ in 0..<passes {
      let start = now()
      for agent in agents {
        checksum &+= parser.parse(agent, arena: arena).family.count
        arena.reset()
      }
      print("us_per_agent \(microseconds(now() - start, agents.count))")
    }
    print("agents \(agents.count) checksum \(checksum) memory_MB \(memory())")
  }

  /// CPU time of this process in nanoseconds.
  private static func now() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return time.tv_sec * 1_000_000_000 + time.tv_nsec
  }

  private static func milliseconds(_ nanoseconds: Int) -> Double {
    Double(nanoseconds / 10_000) / 100
  }

  private static func microseconds(_ nanoseconds: Int, _ count: Int) -> Double {
    Double(nanoseconds * 10 / max(count, 1) / 10) / 1000
  }

  /// The most memory that was resident, in MB.
  private static func memory() -> Int {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return usage.ru_maxrss / 1024
  }

  private static func read(_ path: String, limit: Int) throws -> [Bytes] {
    guard let file = fopen(path, "r") else {
      print("'\(path)' cannot be read")
      exit(66)
    }
    defer { fclose(file) }
    var (line, room) = (UnsafeMutablePointer<CChar>?.none, 0)
    defer { free(line) }
    var agents: [Bytes] = []
    while agents.count < limit {
      let count = getline(&line, &room, file)
      guard count > 0, let line else { break }
      let isWhole = line[count - 1] == 10
      agents.append(
        Bytes.permanentCopy(
          of: UnsafeRawBufferPointer(start: line, count: isWhole ? count - 1 : count)))
    }
    return agents
  }
}
