import BotSignsStage
import StageKit
import StageTesting
import Testing

@Suite struct `bot_signs` {
  static let person: TestEvent = [
    "useragent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/146.0", "page_urlpath": "/shoes",
    "http_method": "GET", "http_protocol": "HTTP/1.1",
  ]

  static func run(
    _ events: [TestEvent], _ options: String = "", fields: [Field]? = nil
  ) throws -> [TestEvent?] {
    let test = try StageTest(
      [.stage(BotSigns.self)], stages: "- { use: bot_signs\(options) }", fields: fields,
      demanding: ["bot_reasons"])
    return try test.run(events).map(\.fields)
  }

  static func reasons(_ changed: TestEvent) throws -> FieldValue? {
    try run([person.merging(changed) { $1 }])[0]?["bot_reasons"]
  }

  @Test func `a person has no sign`() throws {
    let expected = Self.person.merging(["bot_signs": 0, "is_bot": false]) { $1 }
    #expect(try Self.run([Self.person]) == [expected])
  }

  @Test(
    arguments: [
      (["useragent": "Googlebot/2.1 (+http://www.google.com/bot.html)"], "named"),
      (["useragent": "HeadlessChrome/141.0"], "named"),
      (["useragent": ""], "no_agent"),
      (["page_urlpath": "/.env.local"], "probe"),
      (["http_method": "HEAD"], "head"),
      (["http_protocol": "HTTP/1.0"], "http10"),
      (["useragent": "", "page_urlpath": "/wp-login.php"], "no_agent,probe"),
    ] as [(TestEvent, FieldValue)])
  func `each sign has its name`(changed: TestEvent, reasons: FieldValue) throws {
    #expect(try Self.reasons(changed) == reasons)
  }

  @Test func `as many signs as the option says make a bot`() throws {
    let events: [TestEvent] = [["useragent": "curl/8"], ["page_urlpath": "/.env"]]
    #expect(
      try Self.run(events, ", enough: 2").map { $0?["is_bot"] } == [false, true])
  }

  @Test func `words and probes are those of the file`() throws {
    let events: [TestEvent] = [["useragent": "curl/8"], ["useragent": "Shopbrowser 1"]]
    #expect(
      try Self.run(events, ", words: [shopbrowser]").map { $0?["bot_signs"] } == [0, 1])
  }

  @Test func `a field that no source fills is no sign`() throws {
    let event: TestEvent = ["page_urlpath": "/shoes"]
    #expect(
      try Self.run([event], fields: [Field("page_urlpath", .text)])
        == [["page_urlpath": "/shoes", "bot_signs": 0, "is_bot": false]])
  }

  @Test func `a word with capitals is a finding`() throws {
    let findings = #expect(throws: Findings.self) { try Self.run([], ", words: [Bot]") }
    #expect(
      findings?.map(\.message) == ["a word is in small letters and not empty, not 'Bot'"])
  }

  @Test func `the contract of stages holds`() async {
    await #expect(processExitsWith: .success) {
      try StageContract(.stage(BotSigns.self), stages: "- use: bot_signs").hold()
    }
  }
}
