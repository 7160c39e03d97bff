import Foundation
import Richline
import Testing

@Suite struct `what cannot be tried again is said` {
  private let lines = """
    version: 1
    sources: [{ id: lines, use: files, path: in.ndjson, format: ndjson, fields: { a: a } }]
    sinks:
      - { id: good, use: files, path: good.ndjson, format: ndjson }
      - { id: rejects, from: failed, use: files, path: failed.ndjson }
    """

  private func failed(
    _ kind: String = "invalid", source: String = "lines", owed: String = #""good""#,
    rest: String = #","raw":"{\"a\":\"1\"}""#
  ) -> String {
    #"{"v":1,"id":"lines","class":"\#(kind)","source":{"id":"\#(source)","name":"in.ndjson","#
      + #""line":1},"owed":[\#(owed)],"attempts":1\#(rest)}"# + "\n"
  }

  @Test func `records that are not whole, sources and sinks that are not there`() throws {
    let bed = try ReplayBed()
    try bed.write(
      "in-failed",
      failed() + failed("too_large", rest: #","raw":"{","raw_length":70000,"raw_sha256":"0""#)
        + failed("poison", rest: #","raw":"{\"a\":\"2\"}","raw_length":9,"raw_sha256":"0""#)
        + failed("input", rest: "") + failed(source: "gone") + failed(owed: #""lost""#)
        + failed(owed: #""lost","good""#) + failed("parse", rest: #","raw_b64":"eyJhIjoiMyJ9""#))
    let outcome = try bed.run(lines, failed: ["in-failed"])
    #expect(
      outcome.report == [
        "lines    lines 8 = records 8 + headers 0 + blank 0; records 8 = decoded 4 + failed 0"
          + " + empty 4; events 4",
        "good     events 4 = written 4 + filtered 0 + failed 0 + dropped 0",
        "rejects  failed 0 + 0 = written 0",
        "failed events 8 = replayed 4 + not chosen 0 + not replayable 4",
      ])
    #expect(
      outcome.messages == [
        "1 of class 'input' cannot be replayed: the whole record is not in them",
        "1 of class 'too_large' cannot be replayed: the whole record is not in them",
        "1 cannot be replayed: they are of source 'gone', which the pipeline does not have",
        "2 are owed to 'lost', which is no sink of the pipeline",
      ])
    #expect(
      try bed.lines("good.ndjson")
        == [#"{"a":"1"}"#, #"{"a":"1"}"#, #"{"a":"2"}"#, #"{"a":"3"}"#])
  }

  @Test func `lines that are no failed events`() throws {
    let bed = try ReplayBed()
    try bed.write("in-failed", failed() + "{\"a\":1}\nno JSON\n\n" + failed().dropLast(9))
    let outcome = try bed.run(lines, failed: ["in-failed"], status: .trouble)
    #expect(outcome.messages == ["3 lines are no failed events"])
    #expect(
      outcome.report.last
        == "failed events 1 = replayed 1 + not chosen 0 + not replayable 0; other lines 3")
    #expect(try bed.lines("good.ndjson") == [#"{"a":"1"}"#])
  }

  @Test func `a record that makes other events than before fails`() throws {
    let bed = try ReplayBed()
    let part = failed().replacingOccurrences(of: #""line":1}"#, with: #""line":1,"part":[3,4]}"#)
    try bed.write("in-failed", part)
    try bed.run(lines, failed: ["in-failed"])
    let again = try #require(try bed.objects("failed.ndjson").first)
    #expect(
      again["message"] as? String == "event 3 of 4 was owed, but the record makes 1 by now")
    #expect((again["source"] as? [String: Any])?["part"] as? [Int] == [3, 4])
    #expect(again["attempts"] as? Int == 2)
    #expect(again["raw"] as? String == #"{"a":"1"}"#)
  }
}
