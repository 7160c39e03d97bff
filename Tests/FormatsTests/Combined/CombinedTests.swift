import Formats
import StageKit
import TestSupport
import Testing

@Suite struct CombinedTests {
  let bench: DecoderBench

  init() throws {
    bench = try DecoderBench(Combined.self, ["host": .text("https://www.example.com")])
  }

  /// A line with a request, a referer and a user agent.
  private func line(
    _ request: String = "GET / HTTP/1.1", referer: String = "-", agent: String = "-",
    host: String = "192.0.2.1", user: String = "-", numbers: String = "200 5"
  ) -> String {
    #"\#(host) - \#(user) [10/Oct/2000:13:55:36 -0700] "\#(request)" \#(numbers) "\#(referer)" "#
      + #""\#(agent)""#
  }

  @Test func `a line has these fields`() throws {
    let text = line(
      "GET /a%20b?c=d HTTP/1.1", referer: "http://b.example/x?y", agent: "Agent/1 (X)",
      user: "frank")
    var fields = try #require(try bench.fields(text))
    #expect(fields.removeValue(forKey: "event_id")?.count == 36)
    #expect(
      fields == [
        "etl_tstamp": "2023-11-14 22:13:20.123", "collector_tstamp": "2000-10-10 20:55:36.000",
        "v_collector": "access_log", "v_etl": "richline-0.1.0", "user_ipaddress": "192.0.2.1",
        "useragent": "Agent/1 (X)", "http_method": "GET", "http_path": "/a%20b",
        "http_query": "c=d", "http_protocol": "HTTP/1.1", "http_status": "200", "http_bytes": "5",
        "http_user": "frank", "page_url": "https://www.example.com/a%20b?c=d",
        "page_urlscheme": "https", "page_urlhost": "www.example.com", "page_urlport": "443",
        "page_urlpath": "/a%20b", "page_urlquery": "c=d", "page_referrer": "http://b.example/x?y",
        "refr_urlscheme": "http", "refr_urlhost": "b.example", "refr_urlport": "80",
        "refr_urlpath": "/x", "refr_urlquery": "y",
      ])
  }

  @Test func `the common log format ends sooner`() throws {
    let text = #"::1 id jo e [10/Oct/2000:13:55:36 +0000] "HEAD /x" 304 -"#
    let fields = try #require(try bench.fields(text))
    #expect(fields["user_ipaddress"] == "::1")
    #expect(fields["http_ident"] == "id")
    #expect(fields["http_user"] == "jo e")
    #expect(fields["http_method"] == "HEAD")
    #expect(fields["http_protocol"] == nil)
    #expect(fields["http_bytes"] == nil)
    #expect(fields["page_referrer"] == nil)
    #expect(try bench.fields(text + #" "http://r.example""#)?["refr_urlhost"] == "r.example")
  }

  @Test(arguments: [
    (#"a\"b"#, #"a"b"#), (#"a\\"#, #"a\"#), (#"a\\\"b"#, #"a\"b"#), (#"\x41\x4a"#, "AJ"),
    (#"\xc3\xA9"#, "é"), (#"\xff"#, "\u{fffd}"), (#"a\tb\nc"#, "a    bc"), (#"\q\x4"#, #"\q\x4"#),
    (#"\xzz"#, #"\xzz"#), ("-", nil), ("", nil), ("é", "é"),
  ])
  func `escapes are undone`(raw: String, agent: String?) throws {
    #expect(try bench.fields(line(agent: raw))?["useragent"] == agent)
  }

  @Test(arguments: [#" "x" y "z\"""#, "   ", #" 1 2 "-""#])
  func `more fields behind the user agent are passed over`(rest: String) throws {
    #expect(try bench.fields(line(agent: "A") + rest)?["useragent"] == "A")
  }

  @Test(arguments: [
    ("", "the log line has no host where one is expected"),
    ("   ", "the log line has no host where one is expected"),
    ("a", "the log line has no identity where one is expected"),
    ("a b", "the log line has no user where one is expected"),
    ("a b c d", "the log line has no time in brackets where one is expected"),
    ("a b [x] y", "the log line has no user where one is expected"),
    ("a b c [x", "the log line has no time in brackets where one is expected"),
    ("a b c [x] 5", "the log line has no request where one is expected"),
    (#"a b c [x] "GET"#, "the request of the log line has no closing quote"),
    (#"a b c [x] "GET\""#, "the request of the log line has no closing quote"),
    (#"a b c [x] "GET\"#, "the request of the log line has no closing quote"),
    (#"a b c [x] "GET""#, "the log line has no status where one is expected"),
    (#"a b c [x] "GET" 1"#, "the log line has no size where one is expected"),
    (#"a b c [x] "GET" 1 2 3"#, "the log line has no referer where one is expected"),
    (#"a b c [x] "GET" 1 2 "r" 3"#, "the log line has no user agent where one is expected"),
    (#"a b c [x] "GET" 1 2 "r" "u"#, "the user agent of the log line has no closing quote"),
    (#"a b c [x] "GET" 1 2 "r" "u" "x"#, "the last field of the log line has no closing quote"),
  ])
  func `lines of another shape fail`(text: String, message: String) {
    #expect(bench.failure(text) == Failure(.parse, message))
  }

  @Test func `all errors of a line are reported together`() throws {
    let text = #"a b c [x] "GET http:// HTTP/1.0" 20x -5 "http://" "u""#
    #expect(
      bench.failure(text)
        == Failure(
          .invalid,
          "5 values cannot be converted: collector_tstamp, http_status, http_bytes, "
            + "page_referrer, page_url",
          errors: [
            "collector_tstamp: 'x' is no time of the form 10/Oct/2000:13:55:36 -0700",
            "http_status: '20x' is no number", "http_bytes: '-5' is no number",
            "page_referrer: Provided URI [http://] could not be parsed",
            "page_url: Provided URI [http://] could not be parsed",
          ]))
    let lenient = try DecoderBench(
      Combined.self, ["invalid": .text("empty"), "host": .text("example.com")])
    let fields = try #require(try lenient.fields(text))
    #expect(fields["page_referrer"] == "http://")
    #expect(fields["page_url"] == "http://")
    #expect(fields["refr_urlport"] == nil)
    #expect(fields["collector_tstamp"] == nil)
  }

  @Test(arguments: [
    "01/Jan/0000:00:00:00 +0100", "31/Dec/9999:23:59:59 -0001", "31/Feb/2000:00:00:00 +0000",
  ])
  func `a time that columns cannot hold is an error`(time: String) {
    let text = line().replacing("10/Oct/2000:13:55:36 -0700", with: time)
    #expect(
      bench.failure(text)?.errors == [
        "collector_tstamp: '\(time)' is no time of the form 10/Oct/2000:13:55:36 -0700"
      ])
  }

  @Test(arguments: [
    "-", "", #"\x16\x03\x01"#, "GET", "GET ", #"\x05 a HTTP/1.1"#, " / HTTP/1.1", "quit now\\n",
  ])
  func `a request that is none is no error`(request: String) throws {
    let fields = try #require(try bench.fields(line(request)))
    if request != "quit now\\n" { #expect(fields["http_method"] == nil) }
    #expect(fields["page_url"] == nil)
    #expect(fields["http_status"] == "200")
  }

  @Test(arguments: [
    ("GET /a b HTTP/1.1", "https://www.example.com/a%20b"),
    ("OPTIONS * HTTP/1.1", nil), ("GET http://p.example/x HTTP/1.1", "http://p.example/x"),
    ("GET //x HTTP/1.1", "https://www.example.com//x"), ("GET /", "https://www.example.com/"),
  ])
  func `requests name pages`(request: String, page: String?) throws {
    #expect(try bench.fields(line(request))?["page_url"] == page)
  }

  @Test(arguments: ["www.example.com", "https://www.example.com/"])
  func `a host may lack its scheme`(host: String) throws {
    let bench = try DecoderBench(Combined.self, ["host": .text(host)])
    #expect(try bench.fields(line())?["page_url"] == "https://www.example.com/")
  }

  @Test func `without a host there are no pages`() throws {
    let bench = try DecoderBench(Combined.self)
    #expect(try bench.fields(line())?["page_url"] == nil)
    #expect(try bench.fields(line())?["http_path"] == "/")
  }

  @Test(arguments: ["", "a b", "https://", "https://a.example/x", "a.example?b", "a.example#"])
  func `a host that is none is a finding`(host: String) {
    #expect(
      throws: Findings([
        Finding(
          .error, "bad-host", at: nil, "'\(host)' is no host name",
          help: ["write a host, with or without its scheme: https://www.example.com"])
      ])
    ) { try DecoderBench(Combined.self, ["host": .text(host)]) }
  }

  @Test func `real logs are read`() throws {
    let lenient = try DecoderBench(
      Combined.self, ["invalid": .text("empty"), "host": .text("example.com")])
    for (name, wanted) in [
      ("data/elastic-apache_logs.log", (9_999, 1)),
      ("data/nielsbasjes-hackers-access.log", (3_456, 0)),
    ] {
      let lines = InputData.lines(name)
      var failed = 0
      for line in lines {
        do throws(Failure) { _ = try lenient.decode(line) } catch { failed += 1 }
      }
      if !lines.isEmpty {
        #expect(lines.count - failed == wanted.0)
        #expect(failed == wanted.1)
      }
    }
  }

  @Test func `random changes of lines never trap`() throws {
    var random = SeededGenerator("combined")
    var lines = InputData.lines("data/elastic-apache_logs.log").prefix(500)
    lines.append(Bytes.constant(line("GET /a\\\"b HTTP/1.1", agent: #"a\x41\"b"#)))
    for _ in 0..<20_000 {
      guard let line = lines.randomElement(using: &random) else { break }
      do throws(Failure) { _ = try bench.decode(random.mutated(line)) } catch {
        #expect(error.kind == .parse || error.kind == .invalid)
      }
    }
  }
}
