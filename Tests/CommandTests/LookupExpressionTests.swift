import Foundation
import Testing

@Suite struct `expressions that ask lookups` {
  static let pipeline = """
    version: 1
    lookups:
      customers: { use: csv, path: customers.csv, key: id, columns: { seats: integer, tags: json } }
      plans: { use: inline, values: { free: { seats: 1 }, team: { seats: 25 } } }
    sources: [{ use: stdin, format: ndjson, fields: { level: level } }]
    stages:
      - { id: known, use: filter, keep: 'lookup("customers", user_id) != null' }
      - id: counted
        use: set
        version_field: versions
        when: lookup("plans", level) != null
        fields:
          plan: lookup("customers", user_id).plan
          left: lookup("plans", level).seats - lookup("customers", user_id).seats
          row: lookup("customers", user_id)
    sinks:
      - { use: stdout, format: ndjson }
      - use: files
        path: 'out/{lookup("customers", user_id).plan}-{part}.ndjson'
        format: { use: ndjson }
        only: [user_id]
        when: lookup("customers", user_id).seats > 1
      - { id: rejects, from: failed, use: files, path: failed.ndjson }
    tests:
      - name: a customer of the test
        lookups: { customers: { zoe: { plan: team, seats: 3 } } }
        event: { user_id: zoe, level: team }
        expect: { plan: team, left: 22, row: { plan: team, seats: 3 } }
      - name: nobody knows him
        lookups: { customers: {} }
        event: { user_id: zoe, level: team }
        expect_filtered: known

    """
  static let customers = "id,plan,seats,tags\nann,team,3,\"[\"\"a\"\"]\"\nbob,free,1,\n"
  static let lines = """
    {"user_id":"ann","level":"team"}
    {"user_id":"bob","level":"free"}
    {"user_id":"eve","level":"free"}
    {"user_id":"ann"}

    """

  private func bed(_ pipeline: String = pipeline) throws -> Bed {
    try Bed(["p.yaml": pipeline, "customers.csv": Self.customers, "in.ndjson": Self.lines])
  }

  @Test func `in 'keep', 'when', 'fields' and paths`() throws {
    let bed = try bed()
    let ended = try bed.shell("\"$richline\" run p.yaml < in.ndjson")
    #expect(ended.code == 0, "\(ended.err)")
    let events = try ended.out.split(separator: "\n").map { try Bed.object(String($0)) }
    #expect(events.map { $0["plan"] as? String } == ["team", "free", nil])
    #expect(events.map { $0["left"] as? Int } == [22, 0, nil])
    let versions = try #require(events[0]["versions"] as? String)
    #expect(versions.hasPrefix("table sha256:") && versions.hasSuffix(", inline"))
    #expect(
      ended.out.contains(#""row":{"plan":"team","seats":3,"tags":["a"]}"#), "\(ended.out)")
    #expect(bed.lines("out/team-1.ndjson").count == 2)
    #expect(!bed.isThere("failed.ndjson") || bed.text("failed.ndjson").isEmpty)
  }

  @Test func `tests put fixtures in their place`() throws {
    let ended = try bed().run("test", "p.yaml")
    #expect(ended.code == 0, "\(ended.out)\(ended.err)")
    #expect(ended.out.contains("ok a customer of the test\nok nobody knows him\n"))
  }

  @Test func `try evaluates them, and the graph names them`() throws {
    let bed = try bed()
    let tried = try bed.run(
      "try", "p.yaml", "--sample", "in.ndjson", "--expr", "lookup('customers', user_id).seats")
    #expect(
      tried.out
        == "line 1: 3\nline 2: 1\nline 3: no value: the event does not get there\nline 4: 3\n")
    let wrong = try bed.run(
      "try", "p.yaml", "--sample", "in.ndjson", "--expr", "lookup('custom', user_id)")
    #expect(wrong.code == 3)
    #expect(wrong.err.contains("no lookup 'custom' is declared"), "\(wrong.err)")
    let graph = try bed.run("graph", "p.yaml")
    #expect(graph.out.contains("known  filter  asks customers\n"), "\(graph.out)")
    #expect(graph.out.contains("asks customers, plans"))
  }

  @Test func `a column that the heading has not is found at its place`() throws {
    let bed = try bed(
      Self.pipeline.replacingOccurrences(of: "user_id).plan}", with: "user_id).plam}"))
    let message = """
      p.yaml:19:46: error[unknown-column]: lookup 'customers' has no column 'plam'
        19 |     path: 'out/{lookup("customers", user_id).plam}-{part}.ndjson'
           |                                              ^~~~
      help: did you mean 'plan'?

      """
    for verb in ["check", "check --open", "run"] {
      let ended = try bed.shell("\"$richline\" \(verb) p.yaml < in.ndjson")
      #expect(ended.code == (verb == "run" ? 3 : 1))
      #expect(ended.err.contains(message) || ended.out.contains(message), "\(ended)")
    }
    #expect(try bed.run("check", "--offline", "p.yaml").code == 0)
  }

  @Test func `a new version is asked from some event on; one without the column is refused`() throws
  {
    let bed = try Bed([
      "p.yaml": """
      version: 1
      lookups: { plans: { use: csv, path: plans.csv, key: id } }
      sources: [{ use: stdin, format: ndjson }]
      stages: [{ use: set, fields: { app_id: 'lookup("plans", user_id).name' } }]
      sinks:
        - { use: stdout, format: ndjson, only: [app_id] }
        - { id: rejects, from: failed, use: files, path: failed.ndjson }
      """,
      "plans.csv": "id,name\na,One\n",
    ])
    let child = try bed.start(["run", "p.yaml"])
    func ask() -> String {
      let before = child.out.count
      child.put("{\"user_id\":\"a\"}\n")
      _ = Child.wait { child.out.count > before && child.out.hasSuffix("\n") }
      return String(child.out.dropFirst(before))
    }
    #expect(ask() == "{\"app_id\":\"One\"}\n")
    // The column stands elsewhere now.
    try bed.write("plans.csv", "other,name,id\nx,Two,a\n")
    child.send(SIGHUP)
    #expect(Child.wait { child.err.contains("lookup 'plans' is now ") })
    #expect(ask() == "{\"app_id\":\"Two\"}\n")
    try bed.write("plans.csv", "id,title\na,Three\n")
    child.send(SIGHUP)
    #expect(
      Child.wait {
        child.err.contains(
          "lookup 'plans' stays as it was: lookup 'plans' has no column 'name'")
      })
    #expect(ask() == "{\"app_id\":\"Two\"}\n")
    child.closeInput()
    #expect(try child.end().code == 0)
  }
}
