import Foundation
import Testing

@Suite struct `the page on lookups` {
  /// A command of the page and what it prints.
  private struct Step {
    var command: String
    var output: [String] = []
  }

  /// The commands of the blocks that show a terminal, in order.
  private static func steps(_ page: String) -> [Step] {
    var steps: [Step] = []
    var isInside = false
    var isHereDocument = false
    for line in page.components(separatedBy: "\n") {
      if line.hasPrefix("```") {
        isInside = line == "```console"
      } else if isInside, isHereDocument {
        steps[steps.count - 1].command += "\n\(line)"
        isHereDocument = line != "EOF"
      } else if isInside, line.hasPrefix("$ ") {
        steps.append(Step(command: String(line.dropFirst(2))))
        isHereDocument = line.hasSuffix("<<'EOF'")
      } else if isInside {
        steps[steps.count - 1].output.append(line)
      }
    }
    return steps
  }

  @Test func `every command prints what the page shows`() throws {
    let path = "\(Program.root)/Docs/Lookups.md"
    let steps = Self.steps(try String(contentsOfFile: path, encoding: .utf8))
    #expect(steps.count >= 15)
    let bed = try Bed()
    for step in steps {
      let ended = try bed.shell("richline() { \"$richline\" \"$@\"; }\n{ \(step.command)\n} 2>&1")
      let shown = step.output.isEmpty ? "" : step.output.joined(separator: "\n") + "\n"
      #expect(ended.out == shown, "\(step.command)")
    }
  }
}
