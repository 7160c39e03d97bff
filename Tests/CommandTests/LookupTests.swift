import Foundation
import Testing

@Suite struct `lookups that cannot be opened` {
  static func pipeline(_ lookups: String, _ stages: String) -> String {
    """
    version: 1
    lookups:
    \(lookups)
    sources: [{ use: stdin, format: combined }]
    stages:
    \(stages)
    sinks:
      - { use: stdout, format: ndjson }
      - { id: rejects, from: failed, use: files, path: failed.ndjson }
    """
  }

  static let geo = pipeline(
    "  cities: { use: mmdb, path: cities.mmdb }", "  - { use: ip_lookup, geo: cities }")

  /// `run` and `check` say the same; nothing is written.
  private func expectRefusal(
    _ bed: Bed, _ message: String, environment: [String: String] = [:],
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let run = try bed.run("run", "p.yaml", environment: environment)
    #expect((run.code, run.out) == (3, ""), sourceLocation: sourceLocation)
    #expect(run.err == message, sourceLocation: sourceLocation)
    let check = try bed.run("check", "--open", "p.yaml", environment: environment)
    #expect((check.code, check.out) == (1, ""), sourceLocation: sourceLocation)
    #expect(check.err == message, sourceLocation: sourceLocation)
    #expect(!bed.isThere("failed.ndjson"), sourceLocation: sourceLocation)
  }

  @Test(arguments: [
    (nil, "there is no file 'cities.mmdb'"),
    ("", "'cities.mmdb' is empty"),
    ("no database\n", "'cities.mmdb' is not a MaxMind database: it has no metadata"),
  ])
  func `a database is missing or none`(content: String?, reason: String) throws {
    let bed = try Bed(["p.yaml": Self.geo])
    if let content { try bed.write("cities.mmdb", content) }
    try expectRefusal(
      bed,
      """
      p.yaml:3:30: error[lookup]: \(reason)
        3 |   cities: { use: mmdb, path: cities.mmdb }
          |                              ^~~~~~~~~~~

      """)
  }

  @Test func `a database is a folder`() throws {
    let bed = try Bed(["p.yaml": Self.geo, "cities.mmdb/x": ""])
    try expectRefusal(
      bed,
      """
      p.yaml:3:30: error[lookup]: 'cities.mmdb' is a folder, not a file
        3 |   cities: { use: mmdb, path: cities.mmdb }
          |                              ^~~~~~~~~~~

      """)
  }

  @Test func `a database is of another kind`() throws {
    let bed = try Bed(["p.yaml": Self.geo])
    try FileManager.default.copyItem(
      atPath: "\(Program.root)/enrichments/IPLookup/data/sample-asn.mmdb",
      toPath: bed.path("cities.mmdb"))
    try expectRefusal(
      bed,
      """
      p.yaml:6:12: error[lookup]: the database for 'geo' is of type 'Richline-Sample-ASN': ASN data, not City or Country
        6 |   - { use: ip_lookup, geo: cities }
          |            ^~~~~~~~~

      """)
  }

  static let agents = pipeline(
    "  agents: { use: uap }", "  - { use: user_agent_parser, lookup: agents }")

  @Test func `rules for user agents are missing where RICHLINE_UAP says`() throws {
    let bed = try Bed(["p.yaml": Self.agents])
    try expectRefusal(
      bed,
      """
      p.yaml:3:3: error[lookup]: there is no file '/nowhere/regexes.yaml', which RICHLINE_UAP names
        3 |   agents: { use: uap }
          |   ^~~~~~

      """, environment: ["RICHLINE_UAP": "/nowhere/regexes.yaml"])
  }

  @Test func `rules for user agents are broken`() throws {
    let bed = try Bed([
      "p.yaml": Self.agents, "rules.yaml": "user_agent_parsers:\n  - regex: '(('\n",
    ])
    try expectRefusal(
      bed,
      """
      p.yaml:3:3: error[lookup]: rules.yaml:2:12: rule 1 of 'user_agent_parsers': the regex '((' does not compile: missing closing parenthesis at offset 2
        3 |   agents: { use: uap }
          |   ^~~~~~

      """, environment: ["RICHLINE_UAP": "rules.yaml"])
  }

  @Test func `a referer database is missing`() throws {
    let bed = try Bed([
      "p.yaml": Self.pipeline(
        "  hosts: { use: referers, path: data/referers.json }",
        "  - { use: referer_parser, lookup: hosts }")
    ])
    try expectRefusal(
      bed,
      """
      p.yaml:3:33: error[lookup]: there is no file 'data/referers.json'
        3 |   hosts: { use: referers, path: data/referers.json }
          |                                 ^~~~~~~~~~~~~~~~~~

      """)
  }

  @Test func `all of them are told at once`() throws {
    let bed = try Bed([
      "p.yaml": Self.pipeline(
        "  cities: { use: mmdb, path: a.mmdb }\n  asn: { use: mmdb, path: b.mmdb }",
        "  - { use: ip_lookup, geo: cities, asn: asn }")
    ])
    try expectRefusal(
      bed,
      """
      p.yaml:3:30: error[lookup]: there is no file 'a.mmdb'
        3 |   cities: { use: mmdb, path: a.mmdb }
          |                              ^~~~~~
      p.yaml:4:27: error[lookup]: there is no file 'b.mmdb'
        4 |   asn: { use: mmdb, path: b.mmdb }
          |                           ^~~~~~

      """)
  }

  @Test func `check --offline opens none`() throws {
    let ended = try Bed(["p.yaml": Self.geo]).run("check", "--offline", "p.yaml")
    #expect((ended.code, ended.out, ended.err) == (0, "p.yaml: no mistakes\n", ""))
  }
}

@Suite struct `data that ships with the program` {
  static let pipeline = """
    version: 1
    sources: [{ use: stdin, format: ndjson }]
    stages: [{ use: referer_parser }]
    sinks:
      - { use: stdout, format: ndjson, only: [refr_medium, refr_source] }
      - { id: rejects, from: failed, use: files, path: failed.ndjson }
    """
  static let visit = "{\"refr_urlscheme\":\"https\",\"refr_urlhost\":\"www.google.com\"}\n"
  static let answer = "{\"refr_medium\":\"search\",\"refr_source\":\"Google\"}\n"

  @Test func `is found from the build folder, whatever the working folder`() throws {
    let ended = try Bed(["p.yaml": Self.pipeline]).run(
      "run", "p.yaml", "--quiet", stdin: Self.visit)
    #expect((ended.code, ended.out, ended.err) == (0, Self.answer, ""))
  }

  /// Makes a copy of the program. A child does so: while we write it nobody could start it.
  private static let copying = "mkdir bin && cp $richline bin/richline && "

  @Test func `moves with the program and its share folder`() throws {
    let bed = try Bed(["p.yaml": Self.pipeline, "visit": Self.visit])
    let ended = try bed.shell(
      "mkdir -p share/richline/referers && cp \(Program.referers) share/richline/referers && "
        + Self.copying + "bin/richline run p.yaml --quiet < visit")
    #expect((ended.code, ended.out, ended.err) == (0, Self.answer, ""))
  }

  @Test func `is a finding with the places tried when it is nowhere`() throws {
    let bed = try Bed(["p.yaml": Self.pipeline, "visit": Self.visit])
    let ended = try bed.shell(
      Self.copying + "bin/richline run p.yaml < visit", environment: ["RICHLINE_SHARE": "/nowhere"])
    #expect((ended.code, ended.out) == (3, ""))
    let folder = URL(fileURLWithPath: bed.folder).resolvingSymlinksInPath().path
    #expect(
      ended.err == """
        p.yaml:3:17: error[lookup]: the referer database that ships with the program is in none of its \
        places: /nowhere/referers/referers.json, \(folder)/bin/share/richline/referers/referers.json, \
        \(folder)/share/richline/referers/referers.json, \
        /usr/local/share/richline/referers/referers.json, /usr/share/richline/referers/referers.json
          3 | stages: [{ use: referer_parser }]
            |                 ^~~~~~~~~~~~~~

        """)
  }
}
