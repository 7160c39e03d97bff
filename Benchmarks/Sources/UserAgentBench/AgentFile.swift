import Glibc
import UserAgents

/// A file with one agent a line.
enum AgentFile {
  static func read(_ path: String, limit: Int) throws -> [Bytes] {
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
