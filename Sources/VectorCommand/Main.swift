import Foundation
import VectorSuite

/// `richline-vectors FILE DATA`: one line for each enrichment, then the cases that fail.
@main
enum Main {
  static func main() {
    guard CommandLine.arguments.count == 3 else {
      FileHandle.standardError.write(Data("usage: richline-vectors FILE DATA\n".utf8))
      exit(2)
    }
    do {
      let suite = try VectorSuite(file: CommandLine.arguments[1], data: CommandLine.arguments[2])
      let results = suite.run()
      for result in results { print(result.line) }
      for result in results { result.failures.forEach { print("failed: \($0)") } }
      let notRun = suite.notRun.map { "\($0.name) \($0.count)" }
      if !notRun.isEmpty { print("not run yet: \(notRun.joined(separator: ", "))") }
      exit(results.allSatisfy { $0.failures.isEmpty } ? 0 : 1)
    } catch {
      print("\(error)")
      exit(1)
    }
  }
}
