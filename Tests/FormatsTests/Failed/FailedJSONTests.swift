import Foundation
import StageKit
import TestSupport
import Testing

@testable import Formats

@Suite struct FailedJSONTests {
  private func failed(_ failure: Failure, line: UInt64? = 1042) -> FailedEvent {
    FailedEvent(
      at: 1_795_302_744_123, pipeline: "web.yaml@3f9c", id: "pixel", use: "files",
      failure: failure, sourceID: "pixel", inputName: "logs/E2.gz", line: line)
  }

  private func written(_ events: [FailedEvent]) throws -> String {
    let encoder = try #require(try FailedJSONOutput(Setup(id: "rejects")).makeFailedEncoder())
    let buffer = OutputBuffer(capacity: 16)
    for event in events { encoder.encode(event, into: buffer) }
    return String(decoding: buffer.bytes, as: UTF8.self)
  }

  @Test func `everything that is known stands in the order of the page`() throws {
    var event = failed(Failure(.lookup, "damaged \"x\"", errors: ["one", "two\n"]))
    event.id = "ip_lookup"
    event.use = "ip_lookup"
    event.part = (3, 10)
    event.owed = ["secure", "analysts"]
    event.lookups = [("cities", "GeoLite2-City 2026-11-18"), ("agents", "uap")]
    event.event = [
      (Field("app_id", .text), .text("é")), (Field("user_id", .text), .empty),
      (Field("geo_latitude", .float), .float(1.5)),
    ]
    event.raw = Bytes.constant("a\t\"b\"")
    #expect(
      try written([event]) == #"""
        {"v":1,"at":"2026-11-21T23:12:24.123Z","pipeline":"web.yaml@3f9c","id":"ip_lookup",\#
        "use":"ip_lookup","class":"lookup","message":"damaged \"x\"",\#
        "source":{"id":"pixel","name":"logs/E2.gz","line":1042,"part":[3,10]},\#
        "errors":["one","two\n"],"owed":["secure","analysts"],"attempts":1,\#
        "lookups":{"cities":"GeoLite2-City 2026-11-18","agents":"uap"},\#
        "event":{"app_id":"é","geo_latitude":1.5},"raw":"a\t\"b\""}

        """#)
  }

  @Test func `what is not known is left out`() throws {
    var event = failed(Failure(.input, "truncated"), line: nil)
    event.event = [(Field("user_id", .text), .empty)]
    #expect(
      try written([event, event])
        == String(
          repeating: #"""
            {"v":1,"at":"2026-11-21T23:12:24.123Z","pipeline":"web.yaml@3f9c","id":"pixel",\#
            "use":"files","class":"input","message":"truncated",\#
            "source":{"id":"pixel","name":"logs/E2.gz"},"owed":[],"attempts":1}

            """#, count: 2))
  }

  @Test func `bytes that are no UTF-8 stand in base64, and a cut record says its whole size`()
    throws
  {
    var event = failed(Failure(.tooLarge, "5000000 bytes"))
    event.raw = Slot.text([0xff, 0, 0x41]).text
    event.whole = (5_000_000, "ab12")
    let line = try written([event])
    #expect(
      line.hasSuffix(
        #""attempts":1,"raw_b64":"/wBB","raw_length":5000000,"raw_sha256":"ab12"}"# + "\n"))
    #expect(line.contains(#""class":"too_large""#))
  }

  @Test(arguments: Failure.Class.allCases)
  func `every class is written, and every line is JSON`(_ kind: Failure.Class) throws {
    var random = SeededGenerator("failed events of class \(kind.rawValue)")
    for _ in 0..<300 {
      var event = failed(Failure(kind, random.text(30), errors: [random.text(3)]))
      event.inputName = random.text(9)
      event.lookups = [(random.text(4), random.text(4))]
      event.raw = Slot.text((0..<random.below(40)).map { _ in UInt8(random.below(256)) }).bytes
      event.event = [(Field(random.text(5), .text), Slot.text([UInt8(random.below(256))]))]
      let line = try written([event])
      let value = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      #expect(value?["class"] as? String == kind.rawValue)
      #expect(value?["message"] as? String == event.failure.message)
      let text = value?["raw"] as? String
      let raw =
        text.map { Data($0.utf8) } ?? Data(base64Encoded: value?["raw_b64"] as? String ?? "?")
      #expect(raw.map { Array($0) } == event.raw.map { Array($0.buffer) })
      #expect(line.utf8.filter { $0 == 10 }.count == 1)
    }
  }
}
