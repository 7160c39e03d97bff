import Foundation
import Testing

@Suite struct `fmt` {
  static let untidy = """
    # ours
    version: 1
    sinks: [{use: stdout,   format: ndjson}]
    sources:
    - use: stdin   # in
      format: 'ndjson'

    """
  static let tidy = """
    # ours
    version: 1

    sources:
      - use: stdin # in
        format: ndjson

    sinks: [{ use: stdout, format: ndjson }]

    """

  @Test func `writes the standard form in place of the file, which keeps its mode`() throws {
    let bed = try Bed(["p.yaml": Self.untidy, "q.yaml": Self.tidy])
    _ = try bed.shell("chmod 640 p.yaml; ln -s p.yaml link.yaml")
    let before = try bed.run("fmt", "--check", "p.yaml", "q.yaml")
    #expect((before.code, before.out, before.err) == (1, "p.yaml: not in standard form\n", ""))
    #expect(bed.text("p.yaml") == Self.untidy)
    let ended = try bed.run("fmt", "link.yaml", "q.yaml")
    #expect((ended.code, ended.out, ended.err) == (0, "", ""))
    #expect(bed.text("p.yaml") == Self.tidy)
    #expect(try bed.mode("p.yaml") == 0o640)
    #expect(try bed.shell("test -L link.yaml").code == 0)
    #expect(bed.names.sorted() == ["link.yaml", "p.yaml", "q.yaml"])
    #expect(try bed.run("fmt", "--check", "p.yaml", "link.yaml", "q.yaml").code == 0)
  }

  @Test func `a dash is standard input, formatted on standard output`() throws {
    let ended = try Bed().run("fmt", "-", stdin: Self.untidy)
    #expect((ended.code, ended.out, ended.err) == (0, Self.tidy, ""))
    let check = try Bed().run("fmt", "--check", "-", stdin: Self.untidy)
    #expect((check.code, check.out) == (1, "-: not in standard form\n"))
  }

  @Test func `a file that is no YAML stays as it is, and says why; others are formatted`() throws {
    let bed = try Bed(["bad.yaml": "version: 1\nversion: 1\n", "p.yaml": Self.untidy])
    let ended = try bed.run("fmt", "bad.yaml", "p.yaml")
    #expect((ended.code, ended.out) == (1, ""))
    #expect(ended.err.hasPrefix("bad.yaml:2:1: error[yaml-duplicate-key]"))
    #expect(bed.text("bad.yaml") == "version: 1\nversion: 1\n")
    #expect(bed.text("p.yaml") == Self.tidy)
  }

  @Test func `what cannot be read or written is told`() throws {
    let bed = try Bed(["p.yaml": Self.untidy])
    let none = try bed.run("fmt", "none.yaml")
    #expect(none.code == 3)
    #expect(
      none.err == "error[unreadable]: cannot read 'none.yaml': no such file or directory\n")
    let full = try bed.shell("\"$richline\" fmt - < p.yaml > /dev/full")
    #expect(full.code == 5)
  }
}
