import Foundation
import Testing

@Suite struct `a pipeline file that changes while it runs` {
  static func pipeline(_ stages: String, sinks: String = "") -> String {
    """
    version: 1
    sources: [{ use: stdin, format: ndjson, fields: { n: n } }]
    stages: [\(stages)]
    sinks:
      - { use: stdout, format: ndjson }
      - { id: kept, use: files, path: kept.ndjson, format: ndjson, only: [n] }\(sinks)
      - { id: rejects, from: failed, use: files, path: failed.ndjson }
    """
  }

  static func mark(_ text: String) -> String {
    "{ id: m\(text), use: set, fields: { mark: '\"\(text)\"' } }"
  }

  private func ask(_ child: Child, _ line: String) -> String {
    let before = child.out.count
    child.put(line)
    _ = Child.wait { child.out.count > before && child.out.hasSuffix("\n") }
    return String(child.out.dropFirst(before))
  }

  @Test func `takes over between two lines; a bad one changes nothing`() throws {
    let bed = try Bed(["p.yaml": Self.pipeline("")])
    let child = try bed.start(["run", "p.yaml"])
    #expect(ask(child, "{\"n\":\"1\"}\n") == "{\"n\":\"1\"}\n")
    try bed.write("p.yaml", Self.pipeline(Self.mark("a")))
    // Half a line waits while the other pipeline takes over.
    child.put("{\"n\":")
    child.send(SIGHUP)
    #expect(Child.wait { child.err.contains("takes over from 'p.yaml@") })
    #expect(ask(child, "\"2\"}\n") == "{\"n\":\"2\",\"mark\":\"a\"}\n")
    try bed.write("p.yaml", Self.pipeline("{ use: sett }"))
    child.send(SIGHUP)
    #expect(Child.wait { child.err.contains("p.yaml:3:17: error[unknown-plugin]") })
    #expect(child.err.contains("the pipeline stays as it was: its file has errors"))
    #expect(ask(child, "{\"n\":\"3\"}\n") == "{\"n\":\"3\",\"mark\":\"a\"}\n")
    let more = "\n  - { id: extra, use: files, path: extra.ndjson, format: ndjson, only: [mark] }"
    try bed.write("p.yaml", Self.pipeline(Self.mark("b"), sinks: more))
    child.send(SIGHUP)
    #expect(Child.wait { child.err.components(separatedBy: "takes over").count == 3 })
    #expect(ask(child, "{\"n\":\"4\"}\n") == "{\"n\":\"4\",\"mark\":\"b\"}\n")
    child.closeInput()
    let ended = try child.end()
    #expect(ended.code == 0, "\(ended.err)")
    #expect(bed.text("kept.ndjson") == (1...4).map { "{\"n\":\"\($0)\"}\n" }.joined())
    #expect(bed.text("extra.ndjson") == "{\"mark\":\"b\"}\n")
    #expect(bed.leftovers == [])
    #expect(ended.err.contains("kept     events 1 = written 1 + filtered 0"))
  }

  @Test func `so do its other files, its variables and its secrets`() throws {
    let stages = """
      { use: ./shared/mark.yaml }, { use: set, fields: { env: '"${ENV}"', key: '"${file:key}"' } }
      """
    func shared(_ mark: String) -> String { "stages: [\(Self.mark(mark))]\n" }
    let bed = try Bed([
      "p.yaml": Self.pipeline(stages), "shared/mark.yaml": shared("a"), "v.env": "ENV=x\n",
      "key": "1\n",
    ])
    let child = try bed.start(["run", "p.yaml", "--env-file", "v.env"])
    func row(_ mark: String, _ env: String, _ key: String) -> String {
      "{\"n\":\"1\",\"mark\":\"\(mark)\",\"env\":\"\(env)\",\"key\":\"\(key)\"}\n"
    }
    #expect(ask(child, "{\"n\":\"1\"}\n") == row("a", "x", "1"))
    let changes = [
      ("shared/mark.yaml", shared("b"), row("b", "x", "1")),
      ("v.env", "ENV=y\n", row("b", "y", "1")),
      ("key", "2\n", row("b", "y", "2")),
    ]
    for (number, change) in changes.enumerated() {
      try bed.write(change.0, change.1)
      child.send(SIGHUP)
      #expect(Child.wait { child.err.components(separatedBy: "takes over").count == number + 2 })
      #expect(ask(child, "{\"n\":\"1\"}\n") == change.2)
    }
    child.closeInput()
    #expect(try child.end().code == 0)
  }

  @Test func `a sink that cannot be opened changes nothing`() throws {
    let bed = try Bed(["p.yaml": Self.pipeline(""), "taken.ndjson": "theirs\n"])
    let child = try bed.start(["run", "p.yaml"])
    #expect(ask(child, "{\"n\":\"1\"}\n") == "{\"n\":\"1\"}\n")
    let more = "\n  - { id: extra, use: files, path: taken.ndjson, format: ndjson }"
    try bed.write("p.yaml", Self.pipeline(Self.mark("a"), sinks: more))
    child.send(SIGHUP)
    #expect(Child.wait { child.err.contains("stays as it was: 'taken.ndjson' exists already") })
    #expect(ask(child, "{\"n\":\"2\"}\n") == "{\"n\":\"2\"}\n")
    child.closeInput()
    #expect(try child.end().code == 0)
    #expect(bed.text("kept.ndjson") == "{\"n\":\"1\"}\n{\"n\":\"2\"}\n")
    #expect(bed.text("taken.ndjson") == "theirs\n")
  }

  @Test func `in full flow no line is lost, doubled or of two pipelines`() throws {
    let bed = try Bed(["p.yaml": Self.pipeline(Self.mark("x"))])
    let child = try bed.start(["run", "p.yaml"])
    var sent = 0
    for round in 0..<8 {
      for _ in 0..<20 {
        child.put((0..<500).map { "{\"n\":\"\(sent + $0)\"}\n" }.joined())
        sent += 500
      }
      try bed.write("p.yaml", Self.pipeline(Self.mark("r\(round)")))
      child.send(SIGHUP)
      #expect(Child.wait { child.err.components(separatedBy: "takes over").count == round + 2 })
    }
    child.closeInput()
    let ended = try child.end()
    #expect(ended.code == 0, "\(ended.err)")
    let rows = ended.out.split(separator: "\n")
    #expect(rows.count == sent)
    #expect(rows.enumerated().allSatisfy { $1.hasPrefix("{\"n\":\"\($0)\",\"mark\":") })
    #expect(bed.lines("kept.ndjson").count == sent)
  }

  @Test func `with a checkpoint each event is there once`() throws {
    func pipeline(_ mark: String) -> String {
      """
      version: 1
      sources: [{ use: files, path: in/*, format: ndjson, fields: { n: n } }]
      stages: [\(Self.mark(mark))]
      sinks:
        - { id: all, use: files, path: "out/{part}.ndjson", format: ndjson }
        - { id: rejects, from: failed, use: files, path: "failed-{part}.ndjson" }
      run: { checkpoint: { path: state, size: 1kB, every: 10ms }, memory: 8MB, workers: 1 }
      """
    }
    let bed = try Bed(["p.yaml": pipeline("a")])
    let pad = String(repeating: "x", count: 400)
    for file in 0..<4 {
      let lines = (0..<10_000).map { "{\"n\":\"\(file * 10_000 + $0)\",\"pad\":\"\(pad)\"}\n" }
      try bed.write("in/\(file)", lines.joined())
    }
    let child = try bed.start(["run", "p.yaml"], input: "/dev/null")
    for mark in ["b", "c"] {
      let count = bed.names.count
      _ = Child.wait { bed.names.count > count + 1 }
      try bed.write("p.yaml", pipeline(mark))
      child.send(SIGHUP)
      usleep(100_000)
    }
    let ended = try child.end()
    #expect(ended.code == 0, "\(ended.err)")
    let rows = bed.names.filter { $0.hasPrefix("out/") }.flatMap(bed.lines)
    #expect(rows.count == 40_000)
    #expect(Set(rows.map { $0.prefix(12).filter(\.isNumber) }).count == 40_000)
  }
}
