import StageKit
import Testing

@testable import Formats

@Suite struct NDJSONOthersTests {
  private static let line = #"{"u": [ 1, 2 ],"app_id":"x", "v\n":"a b" ,"w":{ "k" : null }}"#

  @Test func `kept keys come back compact, in order, behind the fields`() throws {
    let bench = try RowBench([.init("app_id", .text)])
    try bench.decode(Self.line)
    try bench.decode(#"{"app_id":"y"}"#)
    try bench.decode("{}")
    #expect(
      try bench.ndjson() == """
        {"app_id":"x","u":[1,2],"v\\n":"a b","w":{"k":null}}
        {"app_id":"y"}
        {}

        """)
  }

  @Test func `a kept key that is a written field too gives way`() throws {
    let bench = try RowBench([
      .init("channel", .text, path: "not.there"), .init("é", .text, path: "n"),
    ])
    try bench.decode(#"{"channel":"from input","\u00e9":1,"z":0}"#)
    try bench.decode(#"{"ch\u0061nnel":"from input","z":1}"#)
    bench.slice.columns[1][1] = .text("from a stage")
    #expect(
      try bench.ndjson() == """
        {"channel":"from input","\\u00e9":1,"z":0}
        {"channel":"from a stage","z":1}

        """)
  }

  @Test func `dropped and unwanted keys vanish`() throws {
    for bench in [
      try RowBench([.init("app_id", .text)], others: .drop),
      try RowBench([.init("app_id", .text)], others: .keep, keeps: false),
    ] {
      try bench.decode(Self.line)
      #expect(try bench.ndjson() == "{\"app_id\":\"x\"}\n")
    }
  }

  @Test func `unknown keys fail the event, by their paths`() throws {
    let bench = try RowBench(
      [.init("app_id", .text), .init("ip", .text, path: "c.ip")], others: .fail)
    #expect(bench.failure(Self.line)?.message == "unknown keys: u, v\n, w")
    #expect(bench.failure(#"{"c":{"ip":"","port":1}}"#)?.message == "unknown keys: c.port")
    #expect(bench.failure(#"{"c":null,"app_id":"x"}"#) == nil)
    #expect(bench.failure(#"{"c":1}"#)?.message == "unknown keys: c")
    #expect(bench.failure(#"{"u":1"#)?.kind == .parse)
    #expect(bench.failure("{}") == nil)
    let many = (1...25).map { "\"k\($0)\":0" }.joined(separator: ",")
    #expect(bench.failure("{\(many)}")?.message.hasSuffix("k19, k20 and 5 more") == true)
  }

  @Test func `the rest of an object that became empty goes, an empty object stays`() throws {
    let bench = try RowBench([.init("ip", .text, path: "c.ip"), .init("n", .text, path: "d.e.f")])
    try bench.decode(#"{"c":{"ip":"::1"},"d":{"e":{"f":"1"}},"z":{}}"#)
    try bench.decode(#"{"c":{},"d":{"e":{}}}"#)
    #expect(
      try bench.ndjson() == """
        {"ip":"::1","n":"1","z":{}}
        {"c":{},"d":{"e":{}}}

        """)
  }
}
