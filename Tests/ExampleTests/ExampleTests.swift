import Foundation
import Testing

@Suite(.serialized) struct `the examples give what their folders show` {
  /// Set it to write `expected/` and the balance of the README anew.
  static let isUpdating = ProcessInfo.processInfo.environment["UPDATE_EXAMPLES"] == "1"

  @Test func `there are examples`() {
    #expect(Example.all.count >= 4)
  }

  @Test(arguments: Example.folders)
  func `every example has a README, a pipeline and an expected folder`(example: Example) throws {
    for name in ["README.md", "pipeline.yaml"] {
      let file = example.folder.appendingPathComponent(name)
      #expect(Example.isThere(file), "examples/\(example.name) has no \(name)")
    }
    let isEmpty = try Example.files(example.expected).isEmpty
    #expect(
      !isEmpty || Self.isUpdating,
      "examples/\(example.name)/expected is empty: \(Self.advice)")
  }

  @Test(arguments: Example.all, [1, 4])
  func `every file is as expected, byte for byte`(example: Example, workers: Int) throws {
    let run = try ExampleRun(example, workers: workers)
    if Self.isUpdating, workers == 1 { try Self.update(example, run) }
    if Self.isUpdating, workers != 1 { return }
    let expected = try Example.files(example.expected)
    #expect(run.strays == [])
    #expect(run.output.keys.sorted() == expected.keys.sorted(), "\(Self.advice)")
    for (name, bytes) in expected {
      let found = run.output[name] ?? Data()
      #expect(
        found == bytes,
        "examples/\(example.name): \(Self.difference(name, found, bytes)); \(Self.advice)")
    }
    let text = try String(contentsOf: example.readme, encoding: .utf8)
    #expect(
      BalanceBlock.lines(in: text) == run.balance, "\(example.name)/README.md: \(Self.advice)")
  }

  @Test(arguments: Example.folders)
  func `events that a README shows are among those expected`(example: Example) throws {
    let text = try String(contentsOf: example.readme, encoding: .utf8)
    let lines = try Example.files(example.expected).values.flatMap { $0.split(separator: 10) }
    let expected = lines.compactMap { Self.object(Data($0)) }
    for block in text.components(separatedBy: "```json\n").dropFirst() {
      let shown = block.components(separatedBy: "```")[0]
      let event = try #require(Self.object(Data(shown.utf8)), "no JSON object: \(shown)")
      #expect(expected.contains(event), "\(example.name)/README.md shows what is no row: \(shown)")
    }
  }

  private static func object(_ text: Data) -> NSDictionary? {
    (try? JSONSerialization.jsonObject(with: text)) as? NSDictionary
  }

  private static let advice =
    "if this is wanted: UPDATE_EXAMPLES=1 swift test --disable-xctest --filter ExampleTests"

  private static func update(_ example: Example, _ run: ExampleRun) throws {
    try? FileManager.default.removeItem(at: example.expected)
    for (name, bytes) in run.output {
      let file = example.expected.appendingPathComponent(name)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try bytes.write(to: file)
    }
    let text = try String(contentsOf: example.readme, encoding: .utf8)
    try BalanceBlock.replacing(run.balance, in: text)
      .write(to: example.readme, atomically: true, encoding: .utf8)
  }

  /// The first line that differs.
  private static func difference(_ name: String, _ found: Data, _ wanted: Data) -> String {
    let found = found.split(separator: 10, omittingEmptySubsequences: false)
    let wanted = wanted.split(separator: 10, omittingEmptySubsequences: false)
    for (number, pair) in zip(found, wanted).enumerated() where pair.0 != pair.1 {
      let line = String(decoding: pair.0, as: UTF8.self)
      let expected = String(decoding: pair.1, as: UTF8.self)
      return "\(name):\(number + 1) is '\(line)', not '\(expected)'"
    }
    return "\(name) has \(found.count) lines, not \(wanted.count)"
  }
}
