package import DiagnosticKit
import Engine
import PipelineConfig
import StageKit
import Synchronization

/// Makes tests of sample lines.
package struct TestRecorder: Sendable {
  private let file: TrialFile

  package init(_ file: TrialFile) { self.file = file }

  /// Tests of the first `count` records of an input, each on lines of its own as in a list `tests`;
  /// `source` is the id of the one that reads them, which is only named when there are several.
  ///
  /// Errors: what is wrong with the file, and lookups that cannot be opened.
  package func record(
    _ count: Int, from input: TrialInput, source: String?
  ) throws(Findings) -> [String] {
    let plan = try file.plan(try wish())
    let place = plan.sources.firstIndex { $0.id == source } ?? 0
    var names = Set(plan.tests.map(\.name))
    let trial = try Trial(
      plan, source: place, input, registry: file.registry, name: "test",
      now: TestRunner.usualNow)
    let seen = Mutex<[(lines: String, line: UInt64)]>([])
    _ = try trial.run { event in
      guard event.part == 0, let line = event.line else { return true }
      let raw = String(decoding: event.raw, as: UTF8.self)
      let lines = event.header.map { "\($0)\n\(raw)" } ?? raw
      return seen.withLock { seen in
        seen.append((lines, line))
        return seen.count < count
      }
    }
    let samples = seen.withLock { Array($0.prefix(count)) }
    return samples.map { sample in
      var name = "line \(sample.line)"
      var number = 2
      while !names.insert(name).inserted {
        name = "line \(sample.line) (\(number))"
        number += 1
      }
      return TestRecorder.text(name, sample.lines, source: plan.sources.count > 1 ? source : nil)
    }
  }

  /// Nothing that stages do is asked for: lookups need not be there.
  private func wish() throws(Findings) -> TrialWish {
    var wish = TrialWish()
    for lookup in try file.plan().lookups where !lookup.isShipped {
      wish.fixtures[lookup.name] = FixtureTable(empty: lookup.name)
    }
    return wish
  }

  /// Without an expectation, which an update fills in.
  private static func text(_ name: String, _ lines: String, source: String?) -> String {
    var text = "- name: \(YAMLText.text(name))\n"
    if let source { text += "  source: \(source)\n" }
    let isOneLine = !lines.contains("\n")
    let line = isOneLine ? YAMLText.text(lines) : JSONText.quoted(lines)
    return text + "  line: \(line)\n"
  }
}
