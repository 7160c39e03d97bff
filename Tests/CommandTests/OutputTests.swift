import Foundation
import Testing

@Suite struct `outputs that refuse` {
  /// `in.log` to a path.
  static func pipeline(_ sink: String) -> String {
    """
    version: 1
    sources: [{ id: logs, use: files, path: in.log, format: ndjson }]
    sinks:
      - { id: good, use: \(sink), format: ndjson }
      - { id: rejects, from: failed, use: files, path: failed.ndjson }
    """
  }

  /// 60 kB.
  static let lines = String(repeating: "{\"app_id\":\"a\"}\n", count: 4_000)

  @Test func `a folder cannot be made`() throws {
    let bed = try Bed([
      "p.yaml": Self.pipeline("files, path: in.log/new/good.ndjson"), "in.log": Self.lines,
    ])
    let ended = try bed.run("run", "p.yaml")
    #expect(ended.code == 5)
    #expect(ended.err == "richline: cannot open 'in.log/new/good.ndjson': not a directory\n")
    #expect(bed.names == ["in.log", "p.yaml"])
  }

  /// Root may write everywhere: then the program runs as nobody.
  static let asNobody = getuid() == 0 ? "setpriv --reuid=65534 --clear-groups " : ""
  static let hasNobody =
    (try? Bed().shell("\(asNobody)$richline --version"))?.code == 0

  @Test(.enabled(if: hasNobody)) func `a folder may not be written`() throws {
    let bed = try Bed([
      "p.yaml": Self.pipeline("files, path: out/good.ndjson"), "in.log": Self.lines, "out/x": "",
    ])
    let ended = try bed.shell("chmod 555 out; exec \(Self.asNobody)$richline run p.yaml")
    #expect(ended.code == 5)
    #expect(ended.err == "richline: cannot create 'out/good.ndjson': permission denied\n")
    #expect(bed.names == ["in.log", "out/x", "p.yaml"])
  }

  @Test func `a file is there already`() throws {
    let bed = try Bed([
      "p.yaml": Self.pipeline("files, path: out/good.ndjson"), "in.log": Self.lines,
      "out/good.ndjson": "of yesterday",
    ])
    let ended = try bed.run("run", "p.yaml")
    #expect(ended.code == 5)
    #expect(
      ended.err
        == "richline: 'out/good.ndjson' exists already; 'if_exists: replace' or 'if_exists: number' would write\n"
    )
    #expect(bed.text("out/good.ndjson") == "of yesterday")
    #expect(bed.names == ["in.log", "out/good.ndjson", "p.yaml"])
  }

  @Test func `a device is full`() throws {
    let bed = try Bed(["p.yaml": Self.pipeline("files, path: /dev/full"), "in.log": Self.lines])
    let ended = try bed.run("run", "p.yaml")
    #expect(ended.code == 5)
    #expect(ended.err == "richline: cannot write '/dev/full': no space left on device\n")
    #expect(bed.names == ["in.log", "p.yaml"])
  }

  @Test func `the standard output is full or closed`() throws {
    let bed = try Bed(["p.yaml": Self.pipeline("stdout"), "in.log": Self.lines])
    let full = try bed.shell("exec $richline run p.yaml > /dev/full")
    #expect(full.code == 5)
    #expect(full.err == "richline: cannot write to stdout: no space left on device\n")
    let closed = try bed.shell("exec $richline run p.yaml >&-")
    #expect(closed.code == 5)
    #expect(closed.err == "richline: cannot write to stdout: it is closed\n")
    #expect(bed.names == ["in.log", "p.yaml"])
  }

  @Test func `reports that cannot be written are trouble`() throws {
    let bed = try Bed(["p.yaml": Self.pipeline("stdout")])
    for command in ["list", "explain files", "check p.yaml", "check p.yaml --format json"] {
      let ended = try bed.shell("exec $richline \(command) > /dev/full")
      // A file without findings has no JSON to write.
      guard !command.hasSuffix("json") else {
        #expect((ended.code, ended.err) == (0, ""))
        continue
      }
      #expect(ended.code == 5, "\(command)")
      #expect(ended.err == "richline: cannot write to stdout: no space left on device\n")
    }
  }

  @Test func `a file may not grow`() throws {
    let bed = try Bed([
      "p.yaml": Self.pipeline("files, path: out/good.ndjson"), "in.log": Self.lines,
    ])
    let ended = try bed.shell("ulimit -f 8; exec $richline run p.yaml")
    #expect(ended.code == 5)
    #expect(ended.err == "richline: cannot write 'out/good.ndjson': file too large\n")
    #expect(bed.names == ["in.log", "p.yaml"])
  }

  @Test func `one of two files may not grow, and neither is named`() throws {
    let bed = try Bed(["p.yaml": Pipelines.plain, "in.log": Self.lines + "x\n"])
    let ended = try bed.shell("ulimit -f 8; exec $richline run p.yaml")
    #expect(ended.code == 5)
    #expect(ended.err == "richline: cannot write 'good.ndjson': file too large\n")
    #expect(bed.names == ["in.log", "p.yaml"])
  }

  @Test func `the reader of stdout goes away while input waits`() throws {
    let bed = try Bed(["p.yaml": Pipelines.stream])
    // Its input stays open: only the broken pipe can end it.
    let ended = try bed.shell(
      """
      mkfifo in
      exec 3<> in
      for i in {1..20000}; do echo '{"app_id":"a"}'; done >&3 &
      $richline run p.yaml < in 2> err | head -n 1
      echo ${PIPESTATUS[0]}
      kill $! 2> /dev/null
      cat err
      """)
    #expect(
      ended.out == """
        {"app_id":"a"}
        5
        richline: cannot write to stdout: broken pipe

        """)
    #expect(bed.leftovers == [])
  }

  @Test func `a run that could read nothing leaves yesterday's file alone`() throws {
    let pipeline = """
      version: 1
      sources: [{ use: files, path: in.ndjson, format: ndjson }]
      sinks:
        - { use: files, path: out.ndjson, format: ndjson, if_exists: replace }
        - { id: bad, from: failed, use: files, path: bad.ndjson, if_exists: replace }
      """
    let bed = try Bed(["p.yaml": pipeline, "out.ndjson": "yesterday\n"])
    #expect(try bed.run("run", "p.yaml").code == 5)
    #expect(bed.text("out.ndjson") == "yesterday\n")
    #expect(try bed.objects("bad.ndjson").count == 1)
    #expect(bed.leftovers == [])
    try bed.write("in.ndjson", "")
    #expect(try bed.run("run", "p.yaml").code == 0)
    #expect(bed.text("out.ndjson") == "")
  }

  @Test func `a pipe waits for its reader, and a run that is stopped does not`() throws {
    let bed = try Bed([
      "p.yaml": """
      version: 1
      sources: [{ use: stdin, format: ndjson }]
      sinks: [{ id: out, use: files, path: pipe, format: ndjson }]
      """
    ])
    try #require(mkfifo(bed.path("pipe"), 0o600) == 0)
    let child = try bed.start(["run", "p.yaml"])
    #expect(
      Child.wait { child.err.contains("'out' waits") && child.err.contains("nobody reads 'pipe'") })
    child.send(SIGTERM)
    #expect(try child.end().code == 5)
    let other = try bed.start(["run", "p.yaml"])
    other.put("{\"app_id\":\"a\"}\n")
    other.closeInput()
    #expect(try bed.shell("cat pipe").out == "{\"app_id\":\"a\"}\n")
    #expect(try other.end().code == 0)
  }

  @Test(arguments: ["p.yaml", "in.ndjson", "./out.ndjson", "link", "none/report.json"])
  func `a report takes nobody's place`(path: String) throws {
    let bed = try Bed([
      "p.yaml": """
      version: 1
      sources: [{ use: files, path: "*.ndjson", format: ndjson }]
      sinks: [{ use: files, path: out.txt, format: ndjson, if_exists: replace }]
      """, "in.ndjson": "{}\n", "out.txt": "yesterday\n",
    ])
    _ = try bed.shell("ln -s p.yaml link")
    let before = bed.text("p.yaml")
    let ended = try bed.run("run", "p.yaml", "--report", path)
    #expect(ended.code == (path.hasPrefix("none") ? 5 : 2))
    #expect(ended.err.contains("the report '\(path)'"))
    #expect(bed.text("p.yaml") == before)
    #expect(bed.text("in.ndjson") == "{}\n")
    #expect(bed.text("out.txt") == "yesterday\n")
  }

  @Test func `tests and tables are not written over either`() throws {
    let bed = try Bed([
      "p.yaml": """
      version: 1
      sources: [{ use: stdin, format: ndjson }]
      sinks: [{ use: stdout, format: ndjson }]
      tests: [{ name: a, event: { app_id: a }, expect: { app_id: a } }]
      """, "a.csv": "network,name\n10.0.0.0/8,a\n",
    ])
    let before = bed.text("p.yaml")
    let report = try bed.run("test", "p.yaml", "--junit", "p.yaml")
    #expect(report.code == 2 && bed.text("p.yaml") == before)
    let table = try bed.run("lookup", "build", "a.csv", "a.csv")
    #expect(table.code == 2 && bed.text("a.csv").hasPrefix("network,"))
    let unknown = try bed.run("try", "p.yaml", "--lookup", "zz=nope", stdin: "{}\n")
    #expect(unknown.code == 2 && unknown.err.contains("'--lookup' names 'zz'"))
  }
}
