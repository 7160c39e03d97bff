import Foundation
import Testing

@Suite struct `whole runs` {
  @Test func `ids that are derived come again, ids that are random do not`() throws {
    let pipeline = { (ids: String) in
      """
      version: 1
      run: { event_id: \(ids) }
      sources: [{ use: stdin, format: combined }]
      sinks:
        - { use: stdout, format: ndjson, only: [event_id] }
        - { id: rejects, from: failed, use: discard }
      """
    }
    let bed = try Bed(["derived.yaml": pipeline("derived"), "random.yaml": pipeline("random")])
    let ended = try bed.shell(
      """
      line='192.0.2.1 - - [10/Oct/2000:13:55:36 -0700] "GET / HTTP/1.0" 200 1 "-" "-"'
      for ids in derived derived random random; do
        echo "$line" | $richline run --quiet $ids.yaml
      done
      """)
    let ids = ended.out.split(separator: "\n").map { $0.dropFirst(13).dropLast(2) }
    #expect(ids.count == 4)
    #expect(Set(ids).count == 3)
    #expect(ids.map { Array($0)[14] } == ["8", "8", "4", "4"])
  }

  @Test func `name or pipe, one worker or four: the same bytes`() throws {
    let log = try String(contentsOfFile: Program.pixelLog, encoding: .utf8)
    // 3 MB, so that there are several blocks; headers stand between.
    let bed = try Bed([
      "named.yaml": Pipelines.enriching("use: files, path: in.log"),
      "piped.yaml": Pipelines.enriching("use: stdin"),
      "in.log": String(repeating: log, count: 12),
    ])
    // The ids of events without one of their own derive from the name of the input.
    let ended = try bed.shell(
      """
      number=0
      for workers in 1 4; do
        for file in named piped; do
          number=$((number + 1))
          cat in.log | $richline run $file.yaml --workers $workers --now \(Pipelines.now) 2>> err
          echo $?
          sed -E 's/"event_id":"[^"]*"//' events.ndjson > $number.json
          gunzip -c events.tsv.gz | cut -f 1-6,8- > $number.tsv
          rm events.* failed.ndjson
        done
      done
      for number in 2 3 4; do cmp 1.json $number.json; cmp 1.tsv $number.tsv; done
      """)
    #expect((ended.code, ended.out, ended.err) == (0, "0\n0\n0\n0\n", ""))
    let balance = """
      pixel    lines 3108 = records 3060 + headers 48 + blank 0; records 3060 = decoded 3000 + failed 60; events 3000
      events   events 3000 = written 3000 + filtered 0 + failed 0 + dropped 0
      columns  events 3000 = written 3000 + filtered 0 + failed 0 + dropped 0
      rejects  failed 60 + 0 = written 60
      lookup 'cities': Richline-Sample-City 2026-01-01 sha256:769d24fa
      lookup 'agents': uap-core sha256:23dbc7c8
      lookup 'referers (shipped)': referers sha256:5585cfa3

      """
    // How often a worker meets an agent again depends on what the others take.
    let lines = bed.text("err").split(separator: "\n", omittingEmptySubsequences: false)
    let counted = lines.filter {
      $0.hasPrefix("user_agent_parser: agents 3000, remembered ")
        || $0.hasPrefix("ip_lookup: geo records ") && $0.contains(", geo remembered ")
    }
    #expect(counted.count == 8)
    #expect(
      lines.filter { !counted.contains($0) }.joined(separator: "\n")
        == String(repeating: balance, count: 4))
    let event = try #require(bed.lines("1.json").first)
    for field in ["geo_country", "derived_contexts", "refr_medium", "mkt_campaign"] {
      #expect(event.contains("\"\(field)\""), "no \(field)")
    }
  }

  @Test func `several sources and sinks`() throws {
    let bed = try Bed([
      "p.yaml": """
      version: 1
      sources:
        - { id: web, use: files, path: "web-*.log", format: ndjson }
        - { id: app, use: files, path: app.log, format: ndjson }
        - { id: live, use: stdin, format: ndjson }
      stages:
        - { id: humans, use: filter, keep: 'useragent != "bot"' }
        - { id: short, use: anonymize_ip, octets: 2 }
      sinks:
        - { id: raw, from: app, use: files, path: out/raw.ndjson, format: ndjson }
        - { id: full, from: humans, use: files, path: out/full.ndjson.gz, format: ndjson }
        - { id: shop, use: stdout, format: ndjson, when: 'app_id == "shop"', only: [user_ipaddress] }
        - { id: count, use: discard }
        - { id: rejects, from: failed, use: files, path: out/failed.ndjson.gz }
        - { id: mirror, from: failed, use: files, path: out/failed.ndjson }
      """,
      "web-2.log": "{\"app_id\":\"shop\",\"user_ipaddress\":\"10.1.2.3\"}\nbroken\n",
      "web-1.log": "{\"app_id\":\"blog\",\"user_ipaddress\":\"10.4.5.6\"}\n\n",
      "app.log":
        "{\"app_id\":\"shop\",\"useragent\":\"bot\"}\n{\"app_id\":\"shop\",\"user_ipaddress\":\"10.7.8.9\"}\n",
    ])
    let ended = try bed.run(
      "run", "p.yaml", stdin: "{\"app_id\":\"shop\",\"user_ipaddress\":\"192.0.2.1\"}\nhalf")
    #expect(ended.code == 0)
    #expect(
      ended.err == """
        web      lines 4 = records 3 + headers 0 + blank 1; records 3 = decoded 2 + failed 1; events 2
        app      lines 2 = records 2 + headers 0 + blank 0; records 2 = decoded 2 + failed 0; events 2
        live     lines 2 = records 2 + headers 0 + blank 0; records 2 = decoded 1 + failed 1; events 1
        raw      events 2 = written 2 + filtered 0 + failed 0 + dropped 0
        full     events 5 = written 4 + filtered 1 + failed 0 + dropped 0
        shop     events 5 = written 3 + filtered 2 + failed 0 + dropped 0
        count    events 5 = written 4 + filtered 1 + failed 0 + dropped 0
        rejects  failed 2 + 0 = written 2
        mirror   failed 2 + 0 = written 2

        """)
    #expect(
      ended.out == """
        {"user_ipaddress":"10.1.x.x"}
        {"user_ipaddress":"10.7.x.x"}
        {"user_ipaddress":"192.0.x.x"}

        """)
    #expect(bed.text("out/raw.ndjson") == bed.text("app.log"))
    let full = try bed.shell("gzip -t out/full.ndjson.gz && gunzip -c out/full.ndjson.gz")
    #expect(full.code == 0)
    #expect(full.out.split(separator: "\n").count == 4)
    let rejects = try bed.shell("gunzip -c out/failed.ndjson.gz")
    #expect((rejects.code, rejects.out) == (0, bed.text("out/failed.ndjson")))
    #expect(
      try bed.failures("out/failed.ndjson") == [
        "parse web:web-2.log:2 not a JSON object: expected '{' at byte 0 | broken",
        "parse live:stdin:2 not a JSON object: expected '{' at byte 0 | half",
      ])
  }

  @Test func `--quiet says nothing when all is well`() throws {
    let bed = try Bed(["p.yaml": Pipelines.plain, "in.log": "{\"app_id\":\"a\"}\nbroken\n"])
    let ended = try bed.run("run", "--quiet", "p.yaml")
    #expect((ended.code, ended.out, ended.err) == (0, "", ""))
  }
}

@Suite struct `the default failed sink` {
  static let pipeline = """
    version: 1
    sources: [{ use: files, path: "*.log", format: ndjson }]
    sinks: [{ use: files, path: good.ndjson, format: ndjson, if_exists: replace }]
    """

  @Test func `is made at the first failure, in the working folder, for its owner`() throws {
    let bed = try Bed(["sub/p.yaml": Self.pipeline, "sub/in.log": "{\"app_id\":\"a\"}\n"])
    let good = try bed.run("run", "sub/p.yaml")
    #expect(good.code == 0)
    #expect(
      good.err == """
        sub/p.yaml:3:16: note[failed-sink]: no sink takes failed events: they go to 'failed.ndjson' in the working folder
          3 | sinks: [{ use: files, path: good.ndjson, format: ndjson, if_exists: replace }]
            |                ^~~~~
        help: add a sink with 'from: failed' to choose where
        files    lines 1 = records 1 + headers 0 + blank 0; records 1 = decoded 1 + failed 0; events 1
        files-2  events 1 = written 1 + filtered 0 + failed 0 + dropped 0
        failed   failed 0 + 0 = written 0

        """)
    #expect(bed.names == ["sub/good.ndjson", "sub/in.log", "sub/p.yaml"])

    var all = ["sub/good.ndjson", "sub/in.log", "sub/p.yaml"]
    for name in ["failed.ndjson", "failed-2.ndjson", "failed-3.ndjson"] {
      try bed.write("sub/in.log", "{\"app_id\":\"a\"}\n\(name)\n")
      let ended = try bed.run("run", "sub/p.yaml", "--quiet")
      #expect((ended.code, ended.err) == (0, ""))
      all.append(name)
      #expect(bed.names == all.sorted())
      #expect(try bed.mode(name) == 0o600)
      #expect(
        try bed.failures(name) == [
          "parse files:in.log:2 not a JSON object: expected '{' at byte 0 | \(name)"
        ])
    }
  }
}
