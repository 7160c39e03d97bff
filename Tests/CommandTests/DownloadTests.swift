import Foundation
import TestSupport
import Testing

@Suite struct `lookups that are downloaded` {
  /// A bed with a pipeline whose lookup comes from a server; nil where there is no server.
  private func bed(
    _ server: FileServer?, _ keys: String = "", path: String = "file/hosts.json"
  ) throws -> Bed? {
    guard let server else { return nil }
    try server.put("hosts.json", hosts("One"))
    return try Bed([
      "p.yaml": """
      version: 1
      lookups:
        hosts:
          { use: referers,
            path: "\(server.address(path))"\(keys) }
      sources: [{ use: stdin, format: ndjson, fields: { refr_urlscheme: scheme, refr_urlhost: host } }]
      stages: [{ use: referer_parser, lookup: hosts }]
      sinks:
        - { use: stdout, format: ndjson, only: [refr_source] }
        - { id: rejects, from: failed, use: files, path: failed.ndjson, if_exists: replace }
      run: { listen: "127.0.0.1:0" }
      """
    ])
  }

  private func hosts(_ source: String) -> String { `lookups swapped by SIGHUP`.hosts(source) }
  private let line = `lookups swapped by SIGHUP`.line

  private func start(_ bed: Bed, _ more: String...) throws -> Child {
    try bed.start(
      ["run", "p.yaml"] + more, environment: ["RICHLINE_CACHE": bed.path("cache")])
  }

  /// Runs one line through.
  private func run(_ bed: Bed, _ variables: [String: String] = [:]) throws -> Ended {
    var environment = ["RICHLINE_CACHE": bed.path("cache")]
    for (name, value) in variables { environment[name] = value }
    let child = try bed.start(["run", "p.yaml"], environment: environment)
    child.put(line)
    child.closeInput()
    return try child.end()
  }

  private func ask(_ child: Child) -> String {
    let before = child.out.count
    child.put(line)
    _ = Child.wait { child.out.count > before && child.out.hasSuffix("\n") }
    return String(child.out.dropFirst(before))
  }

  private func count(_ words: String, in text: String) -> Int {
    text.components(separatedBy: words).count - 1
  }

  private let one = "{\"refr_source\":\"One\"}\n"
  private let two = "{\"refr_source\":\"Two\"}\n"

  @Test func `a run begins with what the server has, and without it with the copy`() throws {
    let server = FileServer()
    guard let bed = try bed(server), let server else { return }
    let address = server.address("file/hosts.json")
    #expect(try run(bed).out == one)
    try server.put("hosts.json", hosts("Two"))
    let ended = try run(bed)
    #expect(ended.out == two && !ended.err.contains("copy"), "\(ended.err)")
    server.stop()
    let alone = try run(bed)
    #expect(alone.out == two && alone.code == 0)
    #expect(alone.err.contains("lookup 'hosts': the copy of "), "\(alone.err)")
    #expect(
      alone.err.contains(
        " ago serves: '\(address)' cannot be downloaded: nobody answers at 'localhost'\n"))
    #expect(alone.err.contains("; 1 failure; not in use: the copy of "))
    // Nothing is there at all.
    _ = try bed.shell("rm -r cache")
    let refused = try run(bed)
    #expect(refused.code == 3)
    #expect(
      refused.err.contains(
        "error[lookup]: '\(address)' cannot be downloaded: nobody answers at 'localhost'"))
  }

  @Test func `new versions take over at 'refresh'; what cannot be had is said once`() throws {
    let server = FileServer()
    guard let bed = try bed(server, ", refresh: 100ms, download: { retry: { times: 0 } }"),
      let server
    else { return }
    let child = try start(bed)
    #expect(ask(child) == one)
    try server.put("hosts.json", hosts("Two"))
    #expect(Child.wait { child.err.contains("lookup 'hosts' is now referers") })
    #expect(ask(child) == two)
    // Garbage does not take over, and does not get into the cache.
    try server.put("hosts.json", "no data: {")
    #expect(Child.wait { child.err.contains("lookup 'hosts' stays as it was: ") })
    #expect(child.err.contains("stays as it was: '\(server.address("file/hosts.json"))'"))
    let failures = server.log.count
    #expect(Child.wait { server.log.count > failures + 3 })
    #expect(count("stays as it was", in: child.err) == 1)
    #expect(ask(child) == two)
    let port = try child.port()
    let health = PlainClient.ask("GET", "/health", port: port)
    #expect(health.status == 200)
    #expect(health.body.hasPrefix("ok\nlookup 'hosts' is not the newest since 2"))
    let metrics = PlainClient.ask("GET", "/metrics", port: port).body
    #expect(metrics.contains("\nrichline_lookup_swaps_total{lookup=\"hosts\"} 1\n"))
    #expect(metrics.contains("\nrichline_lookup_newest{lookup=\"hosts\"} 0\n"))
    #expect(!metrics.contains("richline_lookup_failures_total{lookup=\"hosts\"} 0\n"))
    try server.put("hosts.json", hosts("Two"))
    #expect(Child.wait { child.err.contains("lookup 'hosts' is again what is in use") })
    server.stop()
    #expect(Child.wait { child.err.contains("nobody answers at 'localhost'") })
    child.closeInput()
    #expect(try child.end().code == 0)
    #expect(try run(bed).out == two)
  }

  @Test func `a bad version at the start leaves the copy in force`() throws {
    let server = FileServer()
    guard let bed = try bed(server), let server else { return }
    #expect(try run(bed).out == one)
    try server.put("hosts.json", "no data: {")
    let ended = try run(bed)
    #expect(ended.out == one)
    #expect(ended.err.contains(" ago serves: '\(server.address("file/hosts.json"))'"))
    _ = try bed.shell("rm -r cache")
    #expect(try run(bed).code == 3)
  }

  @Test func `within the time of 'refresh' nobody is asked again`() throws {
    let server = FileServer()
    guard let bed = try bed(server, ", refresh: 1h"), let server else { return }
    #expect(try run(bed).out == one)
    #expect(try run(bed).out == one)
    #expect(server.log.count == 1)
  }

  @Test func `'check' asks no other machine`() throws {
    let server = FileServer()
    guard let bed = try bed(server, ", max_age: 30d"), let server else { return }
    _ = try bed.shell("touch -d 2020-01-01T00:00:00Z \(server.data)/hosts.json")
    let cache = ["RICHLINE_CACHE": bed.path("cache")]
    let first = try bed.run("check", "p.yaml", environment: cache)
    #expect(first.code == 0)
    #expect(
      first.err.contains(
        "note[not-downloaded]: lookup 'hosts' is not in the cache: a run downloads it"))
    #expect(server.log.isEmpty)
    #expect(try bed.run("lookup", "info", "p.yaml", environment: cache).code == 0)
    let second = try bed.run("check", "p.yaml", environment: cache)
    #expect(second.code == 0)
    #expect(second.err.contains("warning[old-lookup]: lookup 'hosts' is of 2020-01-01, "))
    #expect(server.log.count == 1)
  }

  @Test func `secrets are printed nowhere`() throws {
    let server = FileServer()
    let keys =
      ", refresh: 100ms, download: { user: \"${ACCOUNT}\", password: \"${KEY}\", retry: { times: 0 } }"
    guard
      let bed = try bed(server, keys, path: "login/hosts.json?license_key=hidden"), let server
    else { return }
    let variables = ["ACCOUNT": "4711", "KEY": "s3cret", "RICHLINE_CACHE": bed.path("cache")]
    let child = try bed.start(["run", "p.yaml"], environment: variables)
    #expect(ask(child) == one)
    let port = try child.port()
    var seen = ""
    for path in ["/metrics", "/report", "/health"] {
      seen += PlainClient.ask("GET", path, port: port).body
    }
    server.stop()
    #expect(Child.wait { child.err.contains("nobody answers") })
    seen += PlainClient.ask("GET", "/health", port: port).body
    child.closeInput()
    seen += try child.end().err
    seen += try bed.shell("cat cache/lookups/*/note; ls -R cache; cat failed.ndjson").out
    _ = try bed.shell("rm -r cache")
    seen += try run(bed, variables).err
    #expect(seen.contains("/login/hosts.json?…"))
    for secret in ["s3cret", "hidden", "4711"] { #expect(!seen.contains(secret)) }
  }

  @Test func `without libcurl the check says what to install`() throws {
    let server = FileServer()
    guard let bed = try bed(server) else { return }
    let ended = try bed.run("check", "p.yaml", environment: ["RICHLINE_LIBCURL": "/nowhere.so"])
    #expect(ended.code == 1)
    #expect(
      ended.err.contains(
        "error[no-downloads]: lookup 'hosts' cannot be downloaded: libcurl is not there "
          + "('apt-get install libcurl4', or its file's path in RICHLINE_LIBCURL)"))
  }

  @Test func `a database comes out of its archive`() throws {
    let server = FileServer()
    guard let bed = try bed(server), let server else { return }
    try bed.write(
      "p.yaml",
      """
      version: 1
      lookups:
        cities:
          use: mmdb
          path: "\(server.address("file/city?suffix=tar.gz", isSecure: true))"
          download: { ca_file: "\(server.certificate)", sha256: beside, max_size: 5MB }
      sources: [{ use: stdin, format: ndjson, fields: { user_ipaddress: ip } }]
      stages: [{ use: ip_lookup, geo: cities }]
      sinks:
        - { use: stdout, format: ndjson, only: [geo_country] }
        - { id: rejects, from: failed, use: files, path: failed.ndjson }
      """)
    let made = try bed.shell(
      """
      set -e
      mkdir City_20260101; cp '\(Program.cities)' City_20260101/City.mmdb; echo x > City_20260101/README.txt
      tar czf '\(server.data)/city' City_20260101
      """)
    #expect(made.code == 0, "\(made.err)")
    let cache = ["RICHLINE_CACHE": bed.path("cache")]
    // The checksum stands at the address with '.sha256' behind it, which the server takes for the same.
    let refused = try bed.run(
      "lookup", "get", "p.yaml", "cities", "192.0.2.0", environment: cache)
    #expect(refused.err.contains("does not begin with a SHA-256"), "\(refused.err)")
    _ = try bed.shell("sed -i 's/sha256: beside, //' p.yaml")
    let found = try bed.run("lookup", "get", "p.yaml", "cities", "192.0.2.0", environment: cache)
    #expect(found.code == 0 && found.out.contains("\"iso_code\": \"GB\""), "\(found.err)")
    server.stop()
    let again = try bed.run("lookup", "get", "p.yaml", "cities", "192.0.2.0", environment: cache)
    #expect(again.out == found.out)
  }
}
