import Foundation
import Testing

@Suite struct `lines that are too long` {
  @Test func `100 MB cost a failed event and no memory`() throws {
    let bed = try Bed(["p.yaml": Pipelines.stream])
    let child = try bed.start(["run", "p.yaml"])
    child.put("{\"app_id\":\"before\"}\n")
    let piece = [UInt8](repeating: UInt8(ascii: "x"), count: 1_000_000)
    for _ in 0..<100 { child.put(piece) }
    child.put("\n{\"app_id\":\"behind\"}\n")
    #expect(Child.wait { child.out == "{\"app_id\":\"before\"}\n{\"app_id\":\"behind\"}\n" })
    let peak = try child.peakBytes
    #expect(peak < 200_000_000)
    child.closeInput()
    let ended = try child.end()
    #expect(ended.code == 0)
    #expect(
      ended.err == """
        stdin    lines 3 = records 3 + headers 0 + blank 0; records 3 = decoded 2 + failed 1; events 2
        stdout   events 2 = written 2 + filtered 0 + failed 0 + dropped 0
        rejects  failed 1 + 0 = written 1

        """)
    #expect(
      try bed.failures("failed.ndjson") == [
        "too_large stdin:stdin:2 the record has 100000000 bytes, more than the 4194304 allowed | "
          + String(repeating: "x", count: 65_536)
      ])
    let failed = try #require(try bed.objects("failed.ndjson").first)
    #expect(failed["raw_length"] as? Int == 100_000_000)
    // head -c 100000000 /dev/zero | tr '\0' x | sha256sum
    #expect(
      failed["raw_sha256"] as? String
        == "9031c1664d8691097a77580cb1141ba470054f87d48af18bd18ecc5ca0121adb")
  }

  @Test(arguments: [
    (4_194_304, 0), (4_194_305, 1), (1_048_576, 0), (8_388_609, 1),
  ])
  func `the limit is exact`(size: Int, failed: Int) throws {
    let bed = try Bed(["p.yaml": Pipelines.plain])
    let long = "{\"app_id\":\"" + String(repeating: "x", count: size - 13) + "\"}"
    #expect(long.utf8.count == size)
    for end in ["", "\n", "\n{\"app_id\":\"behind\"}", "\n{\"app_id\":\"behind\"}\n"] {
      try bed.write("in.log", long + end)
      let ended = try bed.shell(
        "$richline run p.yaml --quiet && cat failed.ndjson | wc -l && rm *.ndjson")
      #expect((ended.code, ended.out, ended.err) == (0, "\(failed)\n", ""), "\(size), \(end)")
    }
  }

  @Test func `a packed input that breaks off inside is one failed input`() throws {
    let bed = try Bed(["p.yaml": Pipelines.plain])
    let made = try bed.shell(
      "head -c 6000000 /dev/urandom | tr '\\n' x | gzip -1 | head -c 5500000 > in.log")
    #expect(made.code == 0)
    let ended = try bed.run("run", "p.yaml", "--quiet")
    #expect(ended.code == 5)
    #expect(ended.err == "richline: 'in.log' is cut off: the gzip stream ends in the middle\n")
    #expect(
      try bed.objects("failed.ndjson").map { $0["class"] as? String } == ["too_large", "input"])
  }
}
