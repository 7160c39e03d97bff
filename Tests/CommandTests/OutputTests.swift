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
}
