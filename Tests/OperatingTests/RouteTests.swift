import PipelineConfig
import Richline
import Testing

@testable import Engine

/// A run that does nothing, as its control sees it.
struct StillRun {
  let control = RunControl()
  let books: Monitor<Ledger>
  private let plan: Plan

  init() throws {
    plan = try Pipeline(
      SourceFile(
        name: "still.yaml",
        text: """
          version: 1
          sources: [{ id: in, use: stdin, format: ndjson }]
          sinks:
            - { id: out, use: stdout, format: ndjson }
            - { id: rejects, from: failed, use: files, path: failed.ndjson }
          """)
    ).plan
    books = Monitor(Ledger(LedgerShape(plan)))
  }

  func begin() {
    let ticket = Ticket(counts: Counts(sources: 1, stages: 0, sinks: 2), sinks: 2)
    let exchange = Exchange(tickets: [ticket], memory: 1000, orderedSteps: 0)
    control.view.follow(
      RunWatch(
        plan: plan, books: books, exchange: exchange, lookups: LookupShelf(LookupSet(plan, [])),
        clock: { 1000 }))
  }

  /// Answers one request to read something anew, as the keeper of a run does.
  func answer(
    _ kind: RunControl.Request, after wait: @escaping @Sendable () -> Void = {},
    _ answer: @escaping @Sendable (ReloadQueue.Question) -> ReloadAnswer
  ) {
    _ = WorkThread.start { [control] in
      while control.nextRequest(within: 10) != kind {}
      wait()
      control.answer(answer)
    }
  }
}

@Suite struct `the control address` {
  private func expect(
    _ run: StillRun, _ method: String, _ path: String, _ status: Int, _ body: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let answer = ControlRoutes(run.control).answer(method, path)
    #expect(answer == ControlAnswer(status, body), sourceLocation: sourceLocation)
  }

  @Test func `says how far the run is`() throws {
    let run = try StillRun()
    expect(run, "GET", "/health", 200, "ok\n")
    for path in ["/ready", "/metrics", "/report"] {
      expect(run, "GET", path, 503, "the lookups are being opened\n")
    }
    run.begin()
    expect(run, "GET", "/ready", 200, "ready\n")
    expect(run, "HEAD", "/ready?x=y", 200, "ready\n")
    run.control.view.sinkWaits("out", milliseconds: 10, reason: "it is full")
    run.control.view.sinkWaits("rejects", milliseconds: 10, reason: "nobody is there")
    expect(
      run, "GET", "/ready", 503,
      "sink 'out' waits: it is full\nsink 'rejects' waits: nobody is there\n")
    expect(run, "GET", "/health", 200, "ok\n")
    run.control.view.sinkGoesOn("rejects")
    expect(run, "GET", "/ready", 503, "sink 'out' waits: it is full\n")
    run.control.view.sinkGoesOn("out")
    expect(run, "GET", "/ready", 200, "ready\n")
    run.control.stop(interrupted: false)
    expect(run, "GET", "/ready", 503, "the run is being stopped\n")
    run.control.view.ended(RunOutcome(.good, messages: []))
    expect(run, "GET", "/ready", 503, "the run has ended\n")
    expect(run, "GET", "/health", 200, "ok\n")
    let metrics = ControlRoutes(run.control).answer("GET", "/metrics")
    #expect(metrics.contentType == "text/plain; version=0.0.4; charset=utf-8")
    #expect(metrics.body == MetricsText(try #require(run.control.snapshot())).text)
    let report = ControlRoutes(run.control).answer("GET", "/report")
    #expect((report.status, report.contentType) == (200, "application/json"))
  }

  @Test func `is not healthy when the books are wrong`() throws {
    let run = try StillRun()
    run.begin()
    var counts = Counts(sources: 1, stages: 0, sinks: 2)
    counts.sources[0].records = 3
    run.books.update {
      $0.open()
      $0.saw(lines: 5, source: 0)
    }
    expect(run, "GET", "/health", 200, "ok\n")
    run.books.update { $0.close(counts) }
    expect(
      run, "GET", "/health", 503,
      "the counts do not balance:\nin: records 3 are not decoded 0 + empty 0 + failed 0\n")
  }

  @Test func `passes requests on`() throws {
    let run = try StillRun()
    expect(run, "POST", "/reload", 503, "the run is not going on\n")
    run.begin()
    run.answer(.pipeline) { _ in .refused("line 3 is wrong") }
    expect(run, "POST", "/reload", 422, "line 3 is wrong\n")
    run.answer(.lookups(["cities"])) { _ in .accepted("cities of today") }
    expect(run, "POST", "/lookups/cities/reload", 200, "cities of today\n")
    run.answer(.lookups(["nix"])) { _ in .unknown }
    expect(run, "POST", "/lookups/nix/reload", 404, "the pipeline has no lookup 'nix'\n")
    let asked = ControlRoutes(run.control).answer("POST", "/reload", isOfPage: true)
    #expect(asked == ControlAnswer(403, "pages of browsers may not do that\n"))
    run.control.view.ended(RunOutcome(.good, messages: []))
    expect(run, "POST", "/reload", 503, "the run is not going on\n")
  }

  static let list = """
    GET /metrics
    GET /health
    GET /ready
    GET /report
    GET /tap
    POST /reload
    POST /lookups/NAME/reload

    """

  @Test(arguments: [
    ("GET", "/", 200, list), ("GET", "/x", 404, "there is nothing here; there are:\n" + list),
    ("POST", "/x", 404, "there is nothing here; there are:\n" + list),
    ("GET", "", 404, "there is nothing here; there are:\n" + list),
    ("POST", "/lookups//x", 404, "there is nothing here; there are:\n" + list),
    ("GET", "/reload", 405, "this takes POST\n"),
    ("GET", "/lookups/x/reload", 405, "this takes POST\n"),
    ("POST", "/metrics", 405, "this takes GET\n"),
    ("DELETE", "/metrics", 405, "only GET, HEAD and POST are known here\n"),
  ]) func `says what it has`(method: String, path: String, status: Int, body: String) throws {
    expect(try StillRun(), method, path, status, body)
  }
}
