import PipelineConfig
import Testing

@Suite struct `options of delivery get into the plan` {
  private func plan(run: String = "", source: String = "", sink: String = "") throws -> Plan {
    let result = check(
      """
      version: 1
      sources: [{ use: files, path: in.ndjson, format: ndjson\(source) }]
      sinks:
        - { id: out, use: files, path: "out-{part}.ndjson", format: ndjson\(sink) }
        - { id: bad, from: failed, use: files, path: "f-{part}.ndjson" }
      run: {\(run)}
      """)
    return try #require(result.plan, "\(result.findings)")
  }

  @Test func `with their defaults`() throws {
    let plan = try plan()
    #expect(plan.run.checkpoint == nil)
    #expect(plan.run.flushMilliseconds == 100)
    #expect(plan.run.onError == .fail)
    #expect(plan.run.stopIfFailed == nil)
    #expect(plan.run.unrouted == .count)
    #expect(plan.run.order == .kept)
    #expect(plan.run.shutdownTimeoutMilliseconds == 30_000)
    #expect(plan.run.listen == nil)
    #expect(plan.sources[0].maxRecord == nil)
    for sink in plan.sinks {
      #expect(sink.retry == nil)
      #expect(sink.batch == nil && sink.rotate == nil && sink.maxOpen == 64)
    }
  }

  @Test func `as they are stated`() throws {
    let plan = try plan(
      run: " flush: 2s, stop_if_failed: 12.5%, order: any, shutdown_timeout: 1m, on_error: drop ",
      source: ", max_record: 2MiB",
      sink: ", retry: { times: 3 }, batch: { size: 1MB }, rotate: { every: 1h }, max_open: 7")
    #expect(plan.run.flushMilliseconds == 2000)
    #expect(plan.run.stopIfFailed == 0.125)
    #expect(plan.run.order == .any)
    #expect(plan.run.shutdownTimeoutMilliseconds == 60_000)
    #expect(plan.run.onError == .drop)
    #expect(plan.sources[0].maxRecord == 2 << 20)
    let sink = plan.sinks[0]
    #expect(sink.retry?.times == 3 && sink.retry?.waitMilliseconds == 1000)
    #expect(sink.batch?.size == 1_000_000 && sink.batch?.events == nil)
    #expect(sink.rotate?.everyMilliseconds == 3_600_000 && sink.rotate?.size == nil)
    #expect(sink.maxOpen == 7)
    #expect(try self.plan(run: " flush: line ").run.flushMilliseconds == nil)
  }

  @Test func `a checkpoint is a path, or a map with one`() throws {
    let short = try #require(try plan(run: " checkpoint: state/web ").run.checkpoint)
    #expect(short == CheckpointOptions(path: "state/web"))
    #expect(short.everyMilliseconds == 60_000 && short.size == 64_000_000)
    let long = try plan(run: " checkpoint: { path: /s, every: 1s, size: 1MB } ").run.checkpoint
    #expect(long?.path == "/s" && long?.everyMilliseconds == 1000 && long?.size == 1_000_000)
  }

  @Test(arguments: [
    ("9600", "127.0.0.1", 9600), ("'0.0.0.0:1'", "0.0.0.0", 1), ("'[::1]:65535'", "::1", 65_535),
    ("metrics.example:0", "metrics.example", 0),
  ])
  func `an address has a host and a port`(text: String, host: String, port: Int) throws {
    let listen = try plan(run: " listen: \(text) ").run.listen
    #expect(listen == ListenAddress(host: host, port: port))
  }

  @Test(arguments: [
    ":1", "a:", "a:b", "a:-1", "a:+1", "::1", "[::1]", "[]:1", "[a.b]:1", "a b:1", "65536", "",
  ])
  func `other texts are no address`(text: String) { #expect(ListenAddress(text) == nil) }

  @Test func `stages have the policy of 'run' unless they state one`() throws {
    let result = check(
      """
      version: 1
      sources: [{ use: files, path: in.ndjson, format: ndjson }]
      stages: [{ use: anonymize_ip }, { use: campaign_attribution, on_error: drop }]
      sinks: [{ use: discard }, { id: bad, from: failed, use: files, path: f }]
      run: { on_error: continue }
      """)
    #expect(result.plan?.stages.map(\.onError) == [.continue, .drop])
  }
}
