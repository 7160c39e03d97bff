import DiagnosticKit
import Foundation
import PipelineTrials
import Testing

@Suite struct `tests of a pipeline` {
  /// What is said of a test that is put behind the pipeline.
  private func said(_ test: String) throws -> [String] {
    let results = try Files.results(Files.pipeline + "tests:\n" + test)
    return results.flatMap { result in
      result.findings.map { finding in
        ([finding.message] + finding.help.map { "(\($0))" }).joined(separator: " ")
      }
    }
  }

  static let london = """
      - name: one
        lookups: { cities: { 81.2.69.142: { country.iso_code: GB, city: { names: { en: London } } } } }

    """

  @Test(arguments: [
    "expect: { geo_country: GB, geo_city: London, place: GB!, geo_region: null }",
    "expect: { half: 2 }",
    "expect: [{ geo_country: GB }]",
    "at: ip_lookup\n    expect: { geo_country: GB, place: null }",
    "at: private\n    expect: { user_ipaddress: 81.2.x.x }",
    "at: hidden\n    expect: { user_ipaddress: 81.2.x.x, geo_country: GB }",
    "at: bots\n    expect: { user_ipaddress: 81.2.69.142 }",
  ])
  func `what happens may be expected`(expectation: String) throws {
    let event = "    event: { user_ipaddress: 81.2.69.142, br_viewwidth: 5 }\n"
    #expect(try said(Self.london + event + "    \(expectation)\n") == [])
  }

  @Test(arguments: [
    (
      "expect: { geo_country: FR, half: 3, place: null }",
      [
        "'geo_country' is \"GB\", not \"FR\"", "'half' is 2, not 3",
        "'place' is \"GB!\", and should be empty",
      ]
    ),
    ("expect: { geo_region: X }", ["'geo_region' is empty, not \"X\""]),
    ("expect: [{}, {}]", ["one event came to the end of the main chain, not 2"]),
    ("expect: []", ["one event came to the end of the main chain, not 0"]),
    ("expect_filtered: bots", ["no event was filtered by 'bots'"]),
    ("expect_dropped: far", ["no event was dropped by 'far'"]),
    ("expect_failed: { class: parse }", ["nothing failed"]),
  ])
  func `what does not happen is told at its place`(expectation: String, words: [String]) throws {
    let event = "    event: { user_ipaddress: 81.2.69.142, br_viewwidth: 5 }\n"
    #expect(try said(Self.london + event + "    \(expectation)\n") == words)
  }

  static let ends = """
    tests:
      - { name: a, lookups: { cities: {} }, event: { app_id: bot }, expect_filtered: bots }
      - { name: b, lookups: { cities: {} }, event: { br_viewwidth: 0 }, expect_dropped: far }
      - { name: c, lookups: { cities: {} }, event: { br_viewwidth: 1 }, expect_filtered: british }
      - { name: d, lookups: { cities: {} }, line: nonsense, expect_failed: { id: app, class: parse } }
      - { name: e, lookups: { cities: {} }, line: '{"br_viewwidth":5}', expect: { half: 2 } }
      - { name: f, lookups: { cities: {} }, event: { app_id: bot }, expect: { half: 2 } }

    """

  @Test func `events end in all ways`() throws {
    let results = try Files.results(Files.pipeline, tests: Self.ends)
    #expect(results.map(\.isPassed) == [true, true, true, true, true, false])
    let finding = try #require(results.last?.findings.first)
    #expect(finding.message == "no event came to the end of the main chain, not one")
    #expect(finding.help == ["it was filtered by 'bots'"])
    #expect(finding.span?.file?.name == "web.test.yaml" && finding.span?.line == 7)
  }

  @Test func `a lookup that is not there wants a fixture`() throws {
    let results = try Files.results(
      Files.pipeline + "tests: [{ name: x, event: { app_id: a }, expect: { place: null } }]\n")
    let help = try #require(results.first?.findings.first?.help.last)
    #expect(help == "give test 'x' a fixture of it under 'lookups'")
  }

  @Test func `values are compared by their meaning`() throws {
    let results = try Files.results(
      """
      version: 1
      sources: [{ use: stdin, format: { use: ndjson }, fields: { n: { type: decimal }, d: { type: double }, j: { type: json }, t: { type: timestamp } } }]
      sinks: [{ use: discard }, { id: f, from: failed, use: stdout }]
      tests:
        - name: a
          line: '{"n":"1.50","d":2,"j":{"b":1.0,"a":[true,"x"]},"t":"2026-03-14T10:00:00+01:00"}'
          expect: { n: 1.5, d: 2.0, j: { a: [true, x], b: 1 }, t: 2026-03-14 09:00:00 }

      """)
    #expect(results.flatMap { $0.findings.map(\.message) } == [])
  }

  @Test func `all kinds of lookups have fixtures`() throws {
    let results = try Files.results(
      """
      version: 1
      lookups:
        agents: { use: uap, path: none.yaml }
        referers: { use: referers, path: none.json }
        plans: { use: csv, path: none.csv, key: id }
        offices: { use: csv, path: none.csv, key: network }
      sources: [{ use: stdin, format: combined }]
      stages:
        - { use: user_agent_parser, lookup: agents }
        - { use: referer_parser, lookup: referers }
        - use: lookup
          lookup: plans
          key: useragent
          fields: { seats: { from: seats, type: integer }, owner: owner }
        - { use: ip_lookup, geo: offices, fields: { office: office } }
      sinks: [{ use: stdout, format: ndjson }, { id: f, from: failed, use: stdout }]
      tests:
        - name: a
          lookups:
            agents: { Browser/1: { family: Browser, major: 1, os_family: Linux } }
            referers: { news.example: { medium: news, source: News, parameters: [q] } }
            plans: { Browser/1: { seats: 25 } }
            offices: { 10.0.0.0/8: { office: London }, 10.1.0.0/16: { office: Leeds } }
          event:
            useragent: Browser/1
            user_ipaddress: 10.1.2.3
            page_referrer: https://www.news.example/x?q=boots
          expect: { refr_medium: news, refr_term: boots, seats: 25, owner: null, office: Leeds }

      """)
    #expect(results.flatMap { $0.findings.map(\.message) } == [])
  }

  @Test func `the report counts, for people and for programs`() throws {
    let results = try Files.results(Files.pipeline, tests: Self.ends)
    let report = TestReport(results)
    #expect(report.text(color: false).hasSuffix("\n6 tests, 1 failed"))
    #expect(report.text(color: false).hasPrefix("ok a\nok b\n"))
    #expect(report.jsonLines.count == 6)
    #expect(report.jsonLines[5].contains("\"passed\":false"))
    let xml = report.junit(name: "a<b>.yaml")
    #expect(xml.contains("<testsuite name=\"a&lt;b&gt;.yaml\" tests=\"6\" failures=\"1\">"))
    #expect(xml.contains("<failure message=\"no event came to the end of the main chain"))
  }
}
