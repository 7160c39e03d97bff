import Foundation
import TestSupport
import Testing

@Suite struct `a run that is watched` {
  static let listening = """
    version: 1
    lookups: { cities: { use: mmdb, path: \(Program.cities) } }
    run: { listen: 127.0.0.1:0 }
    sources: [{ use: stdin, format: combined }]
    stages:
      - { use: filter, keep: 'http_status < 400' }
      - { use: ip_lookup, geo: cities }
    sinks:
      - { use: stdout, format: ndjson }
      - { id: rejects, from: failed, use: files, path: failed.ndjson }
    """

  static func visit(_ status: Int) -> String {
    """
    192.0.2.17 - - [14/Mar/2026:09:00:01 +0000] "GET /secret HTTP/1.1" \(status) 31 "-" "secret"

    """
  }

  /// The samples of a page of metrics.
  private func metrics(_ port: Int) -> [String: Double] {
    var samples: [String: Double] = [:]
    let answer = PlainClient.ask("GET", "/metrics", port: port)
    for line in answer.body.split(separator: "\n") where !line.hasPrefix("#") {
      let parts = line.split(separator: " ")
      samples[parts.dropLast().joined(separator: " ")] = parts.last.flatMap { Double($0) }
    }
    return samples
  }

  @Test func `metrics, health and report agree`() throws {
    let bed = try Bed(["p.yaml": Self.listening])
    let child = try bed.start(["run", "p.yaml", "--report", "report.json"])
    let port = try child.port()
    #expect(Child.wait { PlainClient.ask("GET", "/ready", port: port).body == "ready\n" })
    child.put(String(repeating: Self.visit(200), count: 70) + Self.visit(404) + "cut off\n\n")
    let decoded = "richline_source_records_total{source=\"stdin\",outcome=\"decoded\"}"
    #expect(Child.wait { metrics(port)[decoded] == 71 })
    let seen = metrics(port)
    #expect(PlainClient.ask("GET", "/health", port: port).body == "ok\n")
    child.closeInput()
    let ended = try child.end()
    #expect(ended.code == 0)
    #expect(
      ended.err == """
        richline: notice: metrics and health are served at http://127.0.0.1:\(port)
        stdin    lines 73 = records 72 + headers 0 + blank 1; records 72 = decoded 71 + failed 1; events 71
        stdout   events 71 = written 70 + filtered 1 + failed 0 + dropped 0
        rejects  failed 1 + 0 = written 1
        lookup 'cities': Richline-Sample-City 2026-01-01 sha256:769d24fa
        ip_lookup: geo records 70, geo remembered 69 (98.6 %)

        """)
    let report = try #require(try bed.objects("report.json").first)
    let source = try #require((report["sources"] as? [[String: Any]])?.first)
    for (metric, key) in [
      ("lines_total{source=\"stdin\"}", "lines"),
      ("ignored_lines_total{source=\"stdin\",kind=\"blank\"}", "blank"),
      ("records_total{source=\"stdin\",outcome=\"failed\"}", "failed_records"),
      ("events_total{source=\"stdin\",outcome=\"passed\"}", "events"),
      ("lines_in_flight{source=\"stdin\"}", "in_flight"),
    ] {
      #expect(seen["richline_source_\(metric)"] == source[key] as? Double, "\(metric)")
    }
    for (index, stage) in try #require(report["stages"] as? [[String: Any]]).enumerated() {
      let name = ["filter", "ip_lookup"][index]
      for outcome in ["out", "filtered", "dropped", "failed"] {
        let metric = "richline_stage_events_total{stage=\"\(name)\",outcome=\"\(outcome)\"}"
        #expect(seen[metric] == stage[outcome] as? Double, "\(metric)")
      }
    }
    for (index, sink) in try #require(report["sinks"] as? [[String: Any]]).enumerated() {
      let name = ["stdout", "rejects"][index]
      let written = "richline_sink_events_total{sink=\"\(name)\",outcome=\"written\"}"
      #expect(seen[written] == sink["written"] as? Double)
      let taken = "richline_sink_taken_rows_total{sink=\"\(name)\"}"
      #expect(seen[taken] == sink["taken"] as? Double)
      #expect(sink["confirmed"] as? Double == sink["taken"] as? Double)
    }
    let version = "type=\"Richline-Sample-City\",version=\"\(Self.version)\""
    #expect(seen["richline_lookup_info{lookup=\"cities\",\(version)}"] == 1)
    #expect((report["phase"] as? String, report["exit"] as? Int) == ("ended", 0))
  }

  /// Of the sample database.
  static let version = "Richline-Sample-City 2026-01-01 sha256:769d24fa"

  @Test func `a run that is stopped is not ready`() throws {
    // Nobody reads the named pipe, so that the run cannot come to its end.
    let bed = try Bed([
      "p.yaml": """
      version: 1
      run: { listen: 127.0.0.1:0 }
      sources: [{ use: stdin, format: ndjson }]
      sinks:
        - { use: files, path: pipe, format: ndjson }
        - { id: rejects, from: failed, use: files, path: failed.ndjson }
      """
    ])
    try #require(mkfifo(bed.path("pipe"), 0o600) == 0)
    let reader = open(bed.path("pipe"), O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    defer { close(reader) }
    let child = try bed.start(["run", "p.yaml"])
    let port = try child.port()
    child.put((1...20_000).map { "{\"app_id\":\"\($0)\"}\n" }.joined())
    child.send(SIGTERM)
    #expect(
      Child.wait {
        PlainClient.ask("GET", "/ready", port: port).body == "the run is being stopped\n"
      })
    #expect(metrics(port)["richline_books_balanced"] == 1)
  }

  @Test func `lookups and the pipeline are read anew when somebody asks`() throws {
    let bed = try Bed(["p.yaml": Self.listening])
    try FileManager.default.copyItem(atPath: Program.cities, toPath: bed.path("cities.mmdb"))
    let text = Self.listening.replacing(Program.cities, with: "cities.mmdb")
    try bed.write("p.yaml", text)
    let child = try bed.start(["run", "p.yaml"])
    let port = try child.port()
    #expect(Child.wait { PlainClient.ask("GET", "/ready", port: port).status == 200 })
    func post(_ path: String) -> String { "\(PlainClient.ask("POST", path, port: port))" }
    let same = "200 lookup 'cities' has not changed\n"
    #expect(post("/lookups/cities/reload") == same)
    #expect(post("/reload") == same)
    #expect(post("/lookups/nix/reload") == "404 the pipeline has no lookup 'nix'\n")
    try FileManager.default.removeItem(atPath: bed.path("cities.mmdb"))
    let kept = "422 lookup 'cities' stays as it was: there is no file 'cities.mmdb'\n"
    #expect(post("/lookups/cities/reload") == kept)
    #expect(post("/reload") == kept)
    try bed.write("p.yaml", text.replacing("use: filter", with: "use: filtre"))
    #expect(
      post("/reload").hasPrefix(
        "422 the pipeline stays as it was: its file has errors\np.yaml:6:12: error[unknown-plugin]"
      ))
    try FileManager.default.copyItem(atPath: Program.cities, toPath: bed.path("cities.mmdb"))
    try bed.write("p.yaml", text.replacing("< 400", with: "< 300"))
    let accepted = post("/reload")
    #expect(
      accepted.hasPrefix("200 'p.yaml@") && accepted.hasSuffix("' is checked and takes over\n"))
    #expect(Child.wait { child.err.contains("' takes over from 'p.yaml@") })
    child.put(Self.visit(304) + Self.visit(200))
    let filtered = "richline_stage_events_total{stage=\"filter\",outcome=\"filtered\"}"
    #expect(Child.wait { metrics(port)[filtered] == 1 })
    child.closeInput()
    #expect(try child.end().code == 0)
  }

  @Test func `new data of a lookup takes over when somebody asks`() throws {
    let bed = try Bed([
      "hosts.json": `lookups swapped by SIGHUP`.hosts("One"),
      "p.yaml": `lookups swapped by SIGHUP`.pipeline + "\nrun: { listen: 127.0.0.1:0 }\n",
    ])
    let child = try bed.start(["run", "p.yaml"])
    let port = try child.port()
    #expect(Child.wait { PlainClient.ask("GET", "/ready", port: port).status == 200 })
    try bed.write("new.json", `lookups swapped by SIGHUP`.hosts("Two"))
    let sum = try bed.shell("sha256sum < new.json; mv new.json hosts.json").out.prefix(8)
    #expect(
      "\(PlainClient.ask("POST", "/lookups/hosts/reload", port: port))"
        == "200 lookup 'hosts' is now referers sha256:\(sum)\n")
    child.put(`lookups swapped by SIGHUP`.line)
    #expect(Child.wait { child.out == "{\"refr_source\":\"Two\"}\n" })
    child.closeInput()
    #expect(try child.end().code == 0)
  }

  @Test func `on a terminal a bar tells how far it is, and goes away`() throws {
    let bed = try Bed([
      "p.yaml": """
      version: 1
      sources: [{ use: files, path: in, format: ndjson }]
      sinks: [{ use: stdout, format: ndjson }]
      """
    ])
    try #require(mkfifo(bed.path("in"), 0o600) == 0)
    let ended = try bed.shell(
      #"""
      command -v script > /dev/null || { echo none; exit; }
      (for n in 1 2 3; do echo '{"app_id":"a"}'; sleep 0.7; done > in) &
      TERM=xterm script -qec '$richline run p.yaml > got' log > /dev/null < /dev/null
      """#)
    if ended.out == "none\n" {
      print("no bar was looked at, for there is no 'script'")
      return
    }
    #expect(bed.lines("got").count == 3)
    let log = bed.text("log")
    #expect(log.contains("\r") && log.contains(" events"), "\(log)")
    #expect(log.contains("records 3 = decoded 3"))
  }

  @Test func `a sink that waits is not ready, and is when it goes on`() throws {
    let bed = try Bed([
      "p.yaml": """
      version: 1
      run: { listen: 127.0.0.1:0, flush: line }
      sources: [{ use: stdin, format: ndjson }]
      sinks:
        - { id: out, use: files, path: /dev/full, format: ndjson, retry: { wait: 20ms } }
        - { id: rejects, from: failed, use: files, path: failed.ndjson }
      """
    ])
    let child = try bed.start(["run", "p.yaml"])
    let port = try child.port()
    #expect(Child.wait { PlainClient.ask("GET", "/ready", port: port).status == 200 })
    child.put("{\"a\":1}\n")
    let reason = "sink 'out' waits: cannot write '/dev/full': no space left on device\n"
    #expect(Child.wait { PlainClient.ask("GET", "/ready", port: port).body == reason })
    #expect(metrics(port)["richline_sink_waiting{sink=\"out\"}"] == 1)
    #expect(PlainClient.ask("GET", "/health", port: port).status == 200)
    child.send(SIGTERM)
    #expect(try child.end().code == 5)
  }

  @Test func `a report goes into a pipe, and takes the place of files alone`() throws {
    let bed = try Bed([
      "p.yaml": """
      version: 1
      sources: [{ use: stdin, format: ndjson }]
      sinks: [{ use: discard }]
      """, "report.json.new": "mine\n", "old.json": "old\n",
    ])
    let piped = try bed.shell(
      "mkfifo pipe; cat pipe > got & $richline run p.yaml --report pipe < /dev/null; wait; test -p pipe"
    )
    #expect(piped.code == 0)
    #expect(try bed.objects("got").count == 1)
    let replaced = try bed.shell(
      "chmod 640 old.json; ln -s old.json report.json; $richline run p.yaml --report report.json"
        + " < /dev/null; test -L report.json; stat -c %a old.json")
    #expect(replaced.out == "640\n")
    #expect(try bed.objects("old.json").count == 1)
    #expect(bed.text("report.json.new") == "mine\n")
    let folder = try bed.shell("$richline run p.yaml --report . < /dev/null")
    #expect(folder.code == 5)
    #expect(folder.err.hasSuffix("cannot write the report '.': is a directory\n"))
  }

  @Test func `a port in use is told before anything is done`() throws {
    let bed = try Bed(["p.yaml": Self.listening])
    let first = try bed.start(["run", "p.yaml"])
    let port = try first.port()
    let pipeline = Self.listening.replacing(":0 }", with: ":\(port) }")
      .replacing("failed.ndjson", with: "second.ndjson")
    try bed.write("q.yaml", pipeline)
    let second = try bed.run("run", "q.yaml")
    #expect(second.code == 5)
    #expect(
      second.err == "richline: cannot listen on 127.0.0.1:\(port): address already in use\n")
    #expect(!bed.isThere("second.ndjson"))
  }

  @Test func `strangers cannot stop a run or take its memory`() throws {
    let bed = try Bed(["p.yaml": Self.listening])
    let child = try bed.start(["run", "p.yaml"])
    let port = try child.port()
    #expect(PlainClient.ask("GET", "/health", port: port).status == 200)
    let before = try child.peakBytes
    for _ in 1...20 {
      let clients = (1...50).compactMap { _ in PlainClient(port: port) }
      for (number, client) in clients.enumerated() {
        switch number % 4 {
        case 0: client.send("GET /health HTTP/1.1\r\nx: " + String(repeating: "y", count: 100_000))
        case 1: client.send("GET /hea")
        case 2: client.send(String(repeating: "\u{1}\r\n", count: 1000))
        default: client.send("POST /reload HTTP/1.1\r\ncontent-length: 999999999\r\n\r\n")
        }
      }
    }
    #expect(Child.wait { PlainClient.ask("GET", "/health", port: port).body == "ok\n" })
    #expect(try child.peakBytes - before < 50_000_000)
    child.put(Self.visit(200))
    child.closeInput()
    #expect(try child.end().code == 0)
    #expect(bed.isThere("failed.ndjson"))
  }

  // MARK: the log

  @Test func `as JSON everything on stderr is an object`() throws {
    let bed = try Bed([
      "p.yaml": Self.listening.replacing("use: stdin", with: "use: files, path: [nix, in.log]")
    ])
    try bed.write("in.log", Self.visit(200) + "cut off")
    let ended = try bed.run("run", "p.yaml", "--log-format", "json", "--log-level", "debug")
    #expect((ended.code, ended.out.split(separator: "\n").count) == (5, 1))
    let objects = try ended.err.split(separator: "\n").map { try Bed.object(String($0)) }
    let words = objects.map { "\($0["level"] ?? "") \($0["message"] ?? "")" }
    #expect(words[0].hasPrefix("notice metrics and health are served at http://127.0.0.1:"))
    #expect(words[1].hasPrefix("info the pipeline 'p.yaml@"))
    #expect(
      words.dropFirst(2) == [
        "warning cannot open 'nix': no such file or directory", "info the run has ended with 5",
        "notice report",
      ])
    let report = try #require(objects.last?["report"] as? [String: Any])
    #expect(report["exit"] as? Int == 5)
    #expect(report["messages"] as? [String] == ["cannot open 'nix': no such file or directory"])
  }

  @Test(arguments: ["text", "json"])
  func `no value of an event is ever logged`(format: String) throws {
    let bed = try Bed(["p.yaml": Self.listening])
    let child = try bed.start([
      "run", "p.yaml", "--log-format", format, "--log-level", "debug", "--progress-every", "1",
    ])
    let port = try child.port()
    child.put(Self.visit(200) + Self.visit(404) + "secret that is no record\n")
    #expect(Child.wait { metrics(port)["richline_failed_share"] ?? 0 > 0 })
    for path in ["/metrics", "/health", "/ready", "/report"] {
      #expect(!PlainClient.ask("GET", path, port: port).body.contains("secret"))
    }
    #expect(Child.wait { child.err.contains("in flight") || child.err.contains("in_flight") })
    child.closeInput()
    let ended = try child.end()
    #expect(ended.code == 0 && ended.out.contains("secret"))
    #expect(!ended.err.contains("secret") && !ended.err.contains("192.0.2"))
  }

  @Test func `like messages are limited`() throws {
    let inputs = (1...30).map { "nix\($0)" }.joined(separator: ", ")
    let bed = try Bed(["p.yaml": Pipelines.files("[\(inputs)]")])
    let ended = try bed.run("run", "p.yaml", "--quiet")
    #expect(ended.code == 5)
    let lines = (1...20).map { "richline: cannot open 'nix\($0)': no such file or directory\n" }
    #expect(
      ended.err == lines.joined()
        + "richline: 10 more messages like the last ones of 'input of logs' were left out\n")
    #expect(bed.lines("failed.ndjson").count == 30)
  }

  // MARK: progress and report

  @Test func `a stream tells its balance now and then`() throws {
    let bed = try Bed(["p.yaml": Pipelines.stream])
    let child = try bed.start(["run", "p.yaml", "--progress-every", "1"])
    child.put("{\"app_id\":\"a\"}\n{\"app_id\":\"b\"}\n")
    let told = """
      stdin    lines 2 = records 2 + headers 0 + blank 0 + in flight 0; records 2 = decoded 2 + failed 0; events 2
      stdout   events 2 = written 2 + filtered 0 + failed 0 + dropped 0
      rejects  failed 0 + 0 = written 0

      """
    #expect(Child.wait { child.err.contains(told) })
    let first = try #require(child.err.split(separator: "\n").first)
    #expect(first.count == 24 && first.hasSuffix("Z") && first.hasPrefix("20"))
    child.closeInput()
    #expect(try child.end().err.hasSuffix(told.replacing(" + in flight 0", with: "")))
  }

  @Test func `a batch tells how far it is now and then`() throws {
    let bed = try Bed([
      "p.yaml": Pipelines.files("[in.log, pipe]"), "in.log": "{\"app_id\":\"a\"}\n",
    ])
    try #require(mkfifo(bed.path("pipe"), 0o600) == 0)
    let child = try bed.start(
      ["run", "p.yaml", "--progress-every", "1"], input: "/dev/null")
    #expect(
      Child.wait { child.err.contains("richline: notice: 15 B read, 1 events, 0 events/s\n") })
    child.send(SIGTERM)
    #expect(try child.end().code == 130)
  }

  @Test func `--quiet tells nothing`() throws {
    let bed = try Bed(["p.yaml": Self.listening])
    let ended = try bed.run("run", "p.yaml", "--quiet", "--progress-every", "1", "--report", "r")
    #expect((ended.code, ended.err) == (0, ""))
    #expect(try bed.objects("r").count == 1)
  }

  @Test func `a report that cannot be written is told before anything is done`() throws {
    let bed = try Bed(["p.yaml": Pipelines.plain, "in.log": ""])
    let ended = try bed.run("run", "p.yaml", "--report", "nix/report.json")
    #expect(ended.code == 5)
    #expect(
      ended.err.hasSuffix(
        "richline: cannot write the report 'nix/report.json': no such file or directory\n"))
    #expect(!bed.isThere("good.ndjson"))
  }

  @Test(arguments: [
    (["--progress-every=-1"], "'--progress-every' takes a number of seconds from 0 to 86400"),
    (["--log-format", "xml"], "'--log-format <form>'"),
    (["--log-level", "loud"], "'--log-level <level>'"),
  ]) func `wrong options are told`(options: [String], words: String) throws {
    let bed = try Bed(["p.yaml": Pipelines.plain, "in.log": ""])
    let child = try bed.start(["run", "p.yaml"] + options, input: "/dev/null")
    let ended = try child.end()
    #expect(ended.code == 2)
    #expect(ended.err.contains(words))
    #expect(!bed.isThere("good.ndjson"))
  }
}
