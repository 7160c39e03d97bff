import Foundation
import Testing

@Suite struct `richline test, try, diff and new` {
  static let recipes = ["web-logs", "pixel", "ndjson", "stdin"]

  @Test(arguments: recipes)
  func `a new pipeline is clean, its tests pass and it runs`(recipe: String) throws {
    let bed = try Bed()
    let made = try bed.run("new", "pipeline", "--recipe", recipe)
    #expect(made.code == 0, "\(made.err)")
    let sample = try #require(made.out.split(separator: "\n").last.map(String.init))
    #expect(made.out.hasPrefix("\(recipe)/pipeline.yaml\n"))
    let pipeline = "\(recipe)/pipeline.yaml"
    let checked = try bed.run("check", pipeline)
    #expect((checked.code, checked.err) == (0, ""))
    let tested = try bed.run("test", pipeline)
    #expect(tested.code == 0 && tested.out.hasSuffix("all passed\n"), "\(tested.out)")
    let input = recipe == "stdin" ? bed.text(sample) : ""
    let ran = try bed.run("run", pipeline, stdin: input)
    #expect(ran.code == 0 && !ran.err.contains("failed 1"), "\(ran.err)")
    let tried = try bed.run("try", pipeline, "--format", "json", stdin: bed.text(sample))
    #expect(tried.code == 0)
    let events = try tried.out.split(separator: "\n").map { try Bed.object(String($0)) }
    #expect(events.count == 3)
    let again = try bed.run("new", "pipeline", "--recipe", recipe)
    #expect(again.code == 1 && again.err.hasSuffix("is there already; nothing was written\n"))
  }

  static let pipeline = """
    version: 1
    lookups: { plans: { use: csv, path: plans.csv, key: id } }
    sources: [{ use: stdin, format: ndjson }]
    stages:
      - { use: lookup, lookup: plans, key: app_id, fields: { seats: { from: seats, type: integer } } }
    sinks:
      - { use: stdout, format: ndjson }
      - { id: rejects, from: failed, use: files, path: failed.ndjson }

    """

  static let tests = """
    tests:
      - name: a team
        lookups: { plans: { team: { seats: 25 } } }
        event: { app_id: team }
        expect: { seats: 25 }
      - { name: from the file, event: { app_id: free }, expect: { seats: 2 } }   # wrong

    """

  private func bed() throws -> Bed {
    try Bed([
      "p.yaml": Self.pipeline, "p.test.yaml": Self.tests, "plans.csv": "id,seats\nfree,1\nteam,5\n",
      "new.csv": "id,seats\nfree,1\nteam,6\n",
      "a.ndjson": "{\"app_id\":\"free\"}\n{\"app_id\":\"team\"}\n",
    ])
  }

  @Test func `a test that fails is shown at its place, and can be updated`() throws {
    let bed = try bed()
    let failed = try bed.run("test", "p.yaml")
    #expect(failed.code == 1)
    #expect(
      failed.out == """
        ok a team
        no from the file
        p.test.yaml:6:70: error[test]: 'seats' is 1, not 2
          6 |   - { name: from the file, event: { app_id: free }, expect: { seats: 2 } }   # wrong
            |                                                                      ^
        2 tests, 1 failed

        """)
    #expect(try bed.run("test", "p.yaml", "--filter", "team").code == 0)
    #expect(try bed.run("test", "p.yaml", "--filter", "nobody").code == 1)
    #expect(try bed.run("test", "p.yaml", "--update").code == 0)
    #expect(bed.text("p.test.yaml") == Self.tests.replacing("seats: 2 }", with: "seats: 1 }"))
    #expect(try bed.run("test", "p.yaml", "--junit", "j.xml", "--format", "json").code == 0)
    #expect(bed.text("j.xml").contains("tests=\"2\" failures=\"0\""))
  }

  @Test func `a sample is recorded, and its tests pass`() throws {
    let bed = try bed()
    try bed.write("p.test.yaml", "tests:\n")
    let ended = try bed.run("test", "p.yaml", "--record", "2", stdin: bed.text("a.ndjson"))
    #expect(ended.code == 0, "\(ended.out)\(ended.err)")
    #expect(
      bed.text("p.test.yaml") == """
        tests:
          - name: line 1
            line: '{"app_id":"free"}'
            expect:
              app_id: free
              seats: 1
          - name: line 2
            line: '{"app_id":"team"}'
            expect:
              app_id: team
              seats: 5

        """)
  }

  @Test func `check and try tell of mistakes in tests`() throws {
    let bed = try bed()
    try bed.write("p.test.yaml", "tests: [{ name: a, event: { app: x }, expect: {} }]\n")
    let checked = try bed.run("check", "p.yaml")
    #expect(checked.code == 1 && checked.err.contains("p.test.yaml:1:29: error[unknown-field]"))
    #expect(try bed.run("test", "p.yaml").code == 3)
  }

  @Test func `try evaluates an expression`() throws {
    let bed = try bed()
    let ended = try bed.run(
      "try", "p.yaml", "--sample", "a.ndjson", "--expr", "seats + 1", "--lookup", "plans=new.csv")
    #expect(ended.out == "line 1: 2\nline 2: 7\n")
    let wrong = try bed.run("try", "p.yaml", "--sample", "a.ndjson", "--expr", "seat + 1")
    #expect(wrong.code == 3)
    #expect(wrong.err.hasPrefix("command line: error[expression]: "), "\(wrong.err)")
    #expect(wrong.err.contains("did you mean 'seats'?"))
    #expect(!bed.isThere("failed.ndjson"))
    let few = try bed.run("try", "p.yaml", "--sample", "a.ndjson", "--limit", "1")
    #expect(few.out.split(separator: "\n").count { $0.hasPrefix("stdin") } == 1)
  }

  @Test func `variables are replaced, and secrets are not shown`() throws {
    let bed = try Bed([
      "p.yaml": """
      version: 1
      sources: [{ use: stdin, format: ndjson }]
      stages:
        - { use: set, fields: { user_id: '"${NAME}"', txn_id: 'app_id.size()', page_title: '"${file:key}!"' } }
      sinks:
        - { use: stdout, format: ndjson }
        - { id: rejects, from: failed, use: files, path: failed.ndjson }
      """, "key": "swordfish-7\n",
    ])
    let tried = try bed.run("try", "p.yaml", "--set", "NAME=ann", stdin: "{\"app_id\":\"a\"}\n")
    #expect(tried.code == 0, "\(tried.err)")
    #expect(tried.out.contains("+ user_id \"ann\"") && tried.out.contains("\"***!\""))
    #expect(!tried.out.contains("swordfish"))
  }

  @Test func `tests of an included file are updated where they stand`() throws {
    let bed = try Bed([
      "p.yaml": """
      version: 1
      include: more/tests.yaml
      sources: [{ use: stdin, format: ndjson }]
      stages: [{ use: set, fields: { txn_id: 7 } }]
      sinks:
        - { use: stdout, format: ndjson }
        - { id: rejects, from: failed, use: files, path: failed.ndjson }
      tests: [{ name: own, event: {}, expect: { txn_id: 7 } }]
      """,
      "more/tests.yaml": "tests:\n  - { name: other, event: {}, expect: { txn_id: 8 } }\n",
    ])
    let failed = try bed.run("test", "p.yaml")
    #expect(failed.code == 1)
    #expect(
      failed.out.contains("more/tests.yaml:2:49: error[test]: 'txn_id' is 7, not 8"),
      "\(failed.out)")
    #expect(try bed.run("test", "p.yaml", "--update").code == 0)
    #expect(bed.text("more/tests.yaml").contains("txn_id: 7"))
  }

  @Test func `diff compares files and databases`() throws {
    let bed = try bed()
    let same = try bed.run("diff", "p.yaml", "p.yaml", "--sample", "a.ndjson")
    #expect((same.code, same.out) == (0, "stdout  0 of 2 events differ\n"))
    let one = try bed.run("diff", "p.yaml", "p.yaml", "--sample", "a.ndjson", "--limit", "1")
    #expect((one.code, one.out) == (0, "stdout  0 of 1 events differ\n"))
    let none = try bed.run("diff", "p.yaml", "p.yaml", "--sample", "a.ndjson", "--limit", "0")
    #expect((none.code, none.out) == (2, ""))
    #expect(none.err.hasPrefix("Error: '--limit' takes a number from 1 on\n"))
    let other = try bed.run(
      "diff", "p.yaml", "--lookup-new", "plans=new.csv", "--sample", "a.ndjson")
    #expect(other.code == 1)
    #expect(
      other.out == """
        stdout  1 of 2 events differ
          seats  1 event
            line 2: 5 → 6

        """)
    let unknown = try bed.run(
      "diff", "p.yaml", "--lookup-new", "plan=new.csv", "--sample", "a.ndjson")
    #expect(unknown.code == 2, "\(unknown.err)")
    #expect(try bed.run("diff", "p.yaml", "--sample", "a.ndjson").code == 2)
    #expect(
      try bed.run("diff", "p.yaml", "p.yaml", "--sample", "none.ndjson").code == 5)
  }
}
