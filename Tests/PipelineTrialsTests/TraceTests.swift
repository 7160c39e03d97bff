import DiagnosticKit
import Engine
import Foundation
import PipelineConfig
import PipelineTrials
import Testing

@Suite struct `events are shown stage by stage` {
  static let pipeline = """
    version: 1
    sources: [{ id: app, use: stdin, format: ndjson }]
    stages:
      - { id: label, use: set, when: app_id == "shop", fields: { user_id: 'app_id + "!"', txn_id: 1 } }
      - { id: bots, use: filter, keep: user_id != "x" }
      - { id: careful, use: set, fields: { br_viewwidth: 10 / br_viewheight }, on_error: continue }
      - { id: late, use: set, fields: { br_colordepth: string(10 / br_viewheight) }, on_error: collect }
      - { id: strict, use: set, fields: { doc_width: 10 / doc_height } }
    sinks:
      - { id: all, use: stdout, format: ndjson }
      - { id: shop, use: discard, when: app_id == "shop" }
      - { id: rejects, from: failed, use: stdout }
    """

  /// The text of all events, without times.
  private func shown(_ lines: String) throws -> String {
    try Files.events(Self.pipeline, lines).map(TraceText().text).joined()
      .replacing(/[ ]{2,}[0-9.]+ (ns|µs|ms)/, with: "")
  }

  @Test func `all ways of an event are told`() throws {
    let lines = """
      {"app_id":"shop","br_viewheight":5,"doc_height":2}
      {"app_id":"a","user_id":"x"}
      {"br_viewheight":0,"doc_height":1}
      {"br_viewheight":1,"doc_height":0}
      nonsense

      """
    #expect(
      try shown(lines) == """
        app  test, line 1
          = app_id "shop"
          = br_viewheight 5
          = doc_height 2
        label
          + txn_id 1
          + user_id "shop!"
        bots
        careful
          + br_viewwidth 2
        late
          + br_colordepth "2"
        strict
          + doc_width 5
        → all                                       written
        → shop                                      written
        app  test, line 2
          = app_id "a"
          = user_id "x"
        label                                       passed over: 'when' is false with app_id "a"
        bots                                        filtered
        app  test, line 3
          = br_viewheight 0
          = doc_height 1
        label                                       passed over: 'when' is false with app_id null
        bots
        careful                                     gave up, goes on (expression: division by zero)
          + errors [{"stage":"careful","class":"expression","message":"division by zero"}]
        late                                        gave up, fails at the end (expression: division by zero)
        strict
          + doc_width 10
        end of 'strict'                             failed (expression: division by zero)
        app  test, line 4
          = br_viewheight 1
          = doc_height 0
        label                                       passed over: 'when' is false with app_id null
        bots
        careful
          + br_viewwidth 10
        late
          + br_colordepth "10"
        strict                                      failed (expression: division by zero)
        app  test, line 5
          failed (parse): not a JSON object: expected '{' at byte 0
          raw "nonsense"

        """)
  }

  @Test func `an event that is split goes on as its pieces`() throws {
    let events = try Files.events(
      """
      version: 1
      sources: [{ id: in, use: stdin, format: ndjson, fields: { items: { type: json } } }]
      stages:
        - { id: ex, use: explode, list: items, fields: { item: { from: ., type: integer } } }
        - { id: tag, use: set, fields: { txn_id: item + 1 } }
      sinks:
        - { id: out, use: stdout, format: ndjson, only: [txn_id] }
        - { id: whole, from: in, use: discard }
        - { id: f, from: failed, use: discard }
      """, "{\"items\":[1,2]}\n")
    #expect(events.map(\.pieces) == [[], [1], [2]])
    #expect(
      events.map { $0.steps.map(\.id) } == [
        ["whole", "ex"], ["ex", "tag", "out"], ["ex", "tag", "out"],
      ])
    #expect(events[0].steps.last?.fate == .split(2))
    #expect(events.dropFirst().map { $0.steps.last?.row.map(\.json) } == [["2"], ["3"]])
  }

  @Test func `an event is one JSON object`() throws {
    let events = try Files.events(Self.pipeline, "{\"app_id\":\"a\",\"user_id\":\"x\"}\n{\n")
    let texts = events.map(TraceJSON.text)
    #expect(
      texts[0].replacing(/,"nanoseconds":[0-9]+/, with: "")
        == #"{"source":"app","input":"test","line":1,"fields":{"app_id":"a","user_id":"x"},"#
        + #""steps":[{"stage":"label","outcome":"passed_over","read":{"app_id":"a"}},"#
        + #"{"stage":"bots","outcome":"filtered"}]}"#)
    for text in texts {
      #expect(try JSONSerialization.jsonObject(with: Data(text.utf8)) is [String: Any])
    }
    #expect(texts[1].contains("\"failure\":{\"class\":\"parse\""))
    #expect(texts[1].hasSuffix("\"raw\":\"{\"}"))
  }

  @Test func `an expression is a branch of its own`() throws {
    var wish = TrialWish()
    wish.expression = TrialExpression("app_id + \"-\"")
    let events = try Files.events(
      Self.pipeline, "{\"app_id\":\"a\"}\n{\"app_id\":\"b\",\"user_id\":\"x\"}\n", wish: wish)
    func value(_ event: TracedEvent) -> String? {
      event.steps.first { $0.id == TrialExpression.id }?.changes.first?.after
    }
    #expect(value(events[0]) == "\"a-\"")
    #expect(value(events[1]) == nil, "the event does not get there")
    wish.expression = TrialExpression("app_id + \"-\"", at: "label")
    let early = try Files.events(Self.pipeline, "{\"app_id\":\"a\"}\n", wish: wish)
    #expect(value(early[0]) == "\"a-\"")
  }

  @Test func `nothing of a terminal's is let through`() throws {
    let text = try shown("{\"app_id\":\"\\u001b[31m\\u202e\"}\n")
    #expect(!text.contains("\u{1B}") && !text.contains("\u{202E}"))
  }

  @Test func `a trial touches no sink and ends when it has enough`() throws {
    let file = Files.file(Files.pipeline)
    var wish = TrialWish()
    wish.paths = ["cities": Examples.cities]
    let trial = try Trial(
      file.plan(wish), source: 0, .text(String(repeating: "{}\n", count: 100_000)),
      registry: file.registry)
    let counter = Counter()
    _ = try trial.run { _ in counter.add() < 10 }
    #expect(counter.count == 10)
    for name in ["p.ndjson", "f.ndjson"] {
      #expect(!FileManager.default.fileExists(atPath: name))
    }
  }
}
