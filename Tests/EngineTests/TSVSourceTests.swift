import DiagnosticKit
import Engine
import PipelineConfig
import StageKit
import StandardCatalog
import Testing

@Suite struct `lines with tabs` {
  private struct Result: Equatable {
    let events: [String]
    let failures: [String]
  }

  /// What a text gives: events as `ndjson` writes them, and the messages of what failed.
  private func read(
    _ text: String, _ format: String, _ more: String = "", readSize: Int = 1 << 20
  ) throws -> Result {
    try read([MemorySource(text, readSize: readSize)], format, more)
  }

  private func read(
    _ inputs: [MemorySource], _ format: String, _ more: String = ""
  ) throws -> Result {
    let (good, bad) = (MemorySink(), MemorySink())
    let source = ListedInputs(inputs, isEndless: false)
    let registry = Registry(
      stages: [], sources: [SourceEntry(spec: MemorySource.spec) { _ throws(Findings) in source }],
      sinks: [("good", good), ("rejects", bad)].map { name, sink in
        SinkEntry(spec: Spec(name, "rows in memory"), takesFormat: true) { _ throws(Findings) in
          sink
        }
      }, formats: Catalog.registry.formats)
    let file = """
      version: 1
      sources: [{ use: memory, format: { use: tsv, \(format) }\(more) }]
      sinks: [{ use: good, format: ndjson }, { id: rejects, from: failed, use: rejects }]
      """
    let result = Checker.check(SourceFile(name: "tsv.yaml", text: file), registry: registry)
    guard let plan = result.plan else { throw result.findings }
    var settings = RunSettings()
    settings.now = 0
    settings.workers = 2
    let outcome = try Run(plan, settings: settings) { 0 }.run()
    #expect(outcome.status == .good, "\(outcome.messages)")
    return Result(events: good.lines, failures: bad.lines.map(Self.message))
  }

  private static func message(_ failed: String) -> String {
    let mark = "\"message\":\""
    var text = failed[...]
    while !text.hasPrefix(mark), !text.isEmpty { text = text.dropFirst() }
    return String(text.dropFirst(mark.count).prefix { $0 != "\"" })
  }

  @Test(arguments: [
    ("columns: [user_id, a]", "ann\tx\n", [#"{"user_id":"ann","a":"x"}"#]),
    (
      "header: true", "user_id\ta\nann\tx\nbob\t\n",
      [#"{"user_id":"ann","a":"x"}"#, #"{"user_id":"bob"}"#]
    ),
    ("header: true", "\u{feff}user_id\ta\r\nann\tx\r\n", [#"{"user_id":"ann","a":"x"}"#]),
    ("header: true", "\n\na\tuser_id\n\nx\tann\n", [#"{"user_id":"ann","a":"x"}"#]),
    ("header: true, columns: [user_id, b]", "one\ttwo\nann\tx\n", [#"{"user_id":"ann","b":"x"}"#]),
    ("columns: [a]", "x", [#"{"a":"x"}"#]),
    ("columns: [a, b], null: ['-', '\\N']", "-\t\\N\nx\t-y\n", ["{}", #"{"a":"x","b":"-y"}"#]),
    ("columns: [a, b]", "\"x\"\ty\\t\n", [#"{"a":"\"x\"","b":"y\\t"}"#]),
    (
      "columns: [a, b], quoting: double", "\"x\ty\"\t\"say \"\"hi\"\"\"\n\"\"\tz\"z\n",
      [#"{"a":"x\ty","b":"say \"hi\""}"#, #"{"b":"z\"z"}"#]
    ),
    (
      "columns: [a, b], quoting: double, null: [-]", "\"-\"\t-\n", [#"{"a":"-"}"#]
    ),
    (
      "columns: [a, b], quoting: backslash", "x\\ty\\n\t\\\\N\\q\\\n",
      [#"{"a":"x\ty\n","b":"\\N\\q\\"}"#]
    ),
    ("header: true", "\"a b\"\té\nx\ty\n", [#"{"\"a b\"":"x","é":"y"}"#]),
    ("header: true", "", []),
    ("header: true", "user_id\ta\n", []),
  ])
  func `columns become fields, and the rest goes along`(
    format: String, text: String, expected: [String]
  ) throws {
    #expect(try read(text, format) == Result(events: expected, failures: []))
  }

  private static let typed = """
    , fields: { n: { from: count, type: integer }, d: { from: sum.net, type: decimal, required: true },
      at: { type: timestamp }, f: { type: boolean }, j: { type: json } }
    """

  @Test(
    arguments: [
      (
        "7\t9.50\t2026-11-21 23:12:24.123\t1\t{ \"a\": 1 }",
        #"{"n":7,"d":9.50,"at":"2026-11-21T23:12:24.123Z","f":true,"j":{"a":1}}"#, nil
      ),
      ("\t1\t\t\t", #"{"d":1}"#, nil),
      ("x\t1\t\t\t", nil, "n: 'x' is no integer"),
      ("1\t\t\t\t", nil, "d: required, but it has no value"),
      ("x\t\tnow\tyes\t{", nil, "n: 'x' is no integer, and 4 more"),
      ("1\t2", nil, "the line has 2 columns, and 'columns' names 5"),
      ("1\t2\t\t\t\t\t", nil, "the line has 7 columns, and 'columns' names 5"),
    ] as [(String, String?, String?)])
  func `values have types`(line: String, event: String?, failure: String?) throws {
    let found = try read(line + "\n", "columns: [count, sum.net, at, f, j]", Self.typed)
    #expect(
      found == Result(events: event.map { [$0] } ?? [], failures: failure.map { [$0] } ?? []))
  }

  @Test func `values that do not fit may be left empty`() throws {
    let found = try read(
      "x\t2\t\t\t\n", "columns: [count, sum.net, at, f, j], invalid: empty", Self.typed)
    #expect(found == Result(events: [#"{"d":2}"#], failures: []))
  }

  @Test(arguments: [
    (
      "a\ta\n1\t2\n3\t4\n", "header: true", "",
      Array(repeating: "two columns are called 'a'", count: 2)
    ),
    (
      "a\n1\n", "header: true", ", fields: { b: { required: true } }",
      ["there is no column 'b', which 'b' requires"]
    ),
    ("a\tb\n1\n", "header: true", "", ["the line has 1 columns, and the heading has 2"]),
    (
      "\"a\n1\n", "header: true, quoting: double", "",
      ["the heading cannot be read: column 1 has no closing quote"]
    ),
    ("x\t\"y\n", "columns: [a, b], quoting: double", "", ["column 2 has no closing quote"]),
    (
      "\"x\"y\tz\n", "columns: [a, b], quoting: double", "",
      ["column 1 goes on behind its closing quote"]
    ),
    ("x\ty\n", "columns: [a, b]", ", others: fail", ["unknown columns: a, b"]),
  ])
  func `what cannot be read fails`(
    text: String, format: String, more: String, failures: [String]
  ) throws {
    #expect(try read(text, format, more) == Result(events: [], failures: failures))
  }

  @Test func `each input has a heading of its own`() throws {
    let inputs = ["a\tb\n1\t2\n", "b\ta\n3\t4\n", "c\n5\n"].enumerated().map { place, text in
      MemorySource(text, name: "in\(place)")
    }
    #expect(
      try read(inputs, "header: true")
        == Result(
          events: [#"{"a":"1","b":"2"}"#, #"{"b":"3","a":"4"}"#, #"{"c":"5"}"#], failures: []))
  }

  @Test func `the heading holds in later blocks`() throws {
    let lines = (0..<60_000).map { "\($0)\tvalue \($0) with some more text behind it" }
    let found = try read("n\ttext\n" + lines.joined(separator: "\n") + "\n", "header: true")
    #expect(found.failures == [])
    #expect(found.events.count == 60_000)
    #expect(
      found.events.last == #"{"n":"59999","text":"value 59999 with some more text behind it"}"#)
  }

  private static let sample =
    "user_id\t\"no\tte\"\tn\r\nann\t\"a \"\"b\"\"\"\t1\r\n\nbé\t\t2\nx\t\"y\nz\t\tq\n"
  private static let format = "header: true, quoting: double"
  private static let fields = ", fields: { n: { type: integer } }"

  @Test func `where reads are cut changes nothing`() throws {
    let whole = try read(Self.sample, Self.format, Self.fields)
    #expect(whole.events.count == 2 && whole.failures.count == 2)
    for size in 1...Self.sample.utf8.count {
      #expect(try read(Self.sample, Self.format, Self.fields, readSize: size) == whole)
    }
  }

  @Test func `an input that ends anywhere loses nothing before its end`() throws {
    let whole = try read(Self.sample, Self.format, Self.fields)
    let bytes = Array(Self.sample.utf8)
    for end in 0...bytes.count {
      let text = String(decoding: bytes[..<end], as: UTF8.self)
      let found = try read(text, Self.format, Self.fields)
      // The last line may be another one; those before it are the same.
      let lines = bytes[..<end].split(separator: 10).filter { $0 != [13] }.count
      #expect(found.events.count + found.failures.count == max(lines - 1, 0), "cut at \(end)")
      let sure = found.events.dropLast()
      #expect(sure.elementsEqual(whole.events.prefix(sure.count)), "cut at \(end)")
    }
  }

  @Test func `what the sink writes is read back`() throws {
    let text = "ann\t5\t9.50\t1\t2026-11-21 23:12:24.123\t[1,2]\n"
    let fields = """
      , fields: { n: { type: integer }, d: { type: decimal }, f: { type: boolean },
        at: { type: timestamp }, j: { type: json } }
      """
    let found = try read(text, "columns: [user_id, n, d, f, at, j]", fields)
    #expect(
      found.events == [
        #"{"user_id":"ann","n":5,"d":9.50,"f":true,"at":"2026-11-21T23:12:24.123Z","j":[1,2]}"#
      ])
  }
}
