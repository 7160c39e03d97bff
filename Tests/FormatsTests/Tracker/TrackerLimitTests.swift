import Formats
import StageKit
import Testing

@Suite struct TrackerLimitTests {
  private func page(_ title: String, _ others: String = "") -> String {
    #"{"path":"/i","timestamp":0,"querystring":"e=pv\#(others)&page=\#(title)"}"#
  }

  @Test func `texts over their limits fail with all of their columns`() throws {
    let bench = try DecoderBench(HTTPRequests.self)
    let line = page(String(repeating: "x", count: 2300), "&tr_cu=EURO")
    #expect(
      bench.failure(line)
        == Failure(
          .invalid, "2 texts are too long: page_title, tr_currency",
          errors: [
            "page_title: 2,300 characters, at most 2,000", "tr_currency: 4 characters, at most 3",
          ]))
    #expect(
      bench.failure(page("x", "&tr_cu=EURO&vid=x"))
        == Failure(
          .invalid, "1 value cannot be converted: vid; 1 text is too long: tr_currency",
          errors: [
            "vid: Cannot be converted to java.lang.Integer",
            "tr_currency: 4 characters, at most 3",
          ]))
  }

  @Test(arguments: [("é", 2000), ("東", 2000), ("😀", 1000), ("x", 2000)])
  func `lengths are UTF-16 code units`(character: String, count: Int) throws {
    let bench = try DecoderBench(HTTPRequests.self)
    let title = String(repeating: character, count: count)
    #expect(try bench.fields(page(title))?["page_title"] == title)
    #expect(bench.failure(page(title + "y"))?.message == "1 text is too long: page_title")
  }

  @Test func `with empty texts stay as long as they are`() throws {
    let bench = try DecoderBench(HTTPRequests.self, ["invalid": .text("empty")])
    let title = String(repeating: "x", count: 2001)
    #expect(try bench.fields(page(title))?["page_title"] == title)
  }

  @Test func `texts may stay as long as they are while everything else is checked`() throws {
    let bench = try DecoderBench(HTTPRequests.self, ["too_long": .text("keep")])
    let title = String(repeating: "x", count: 2001)
    #expect(try bench.fields(page(title))?["page_title"] == title)
    #expect(
      bench.failure(page(title, "&vid=x"))?.errors
        == ["vid: Cannot be converted to java.lang.Integer"])
  }

  @Test func `what the request says is checked like parameters`() throws {
    let bench = try DecoderBench(HTTPRequests.self)
    let agent = String(repeating: "x", count: 1001)
    let line = #"{"path":"/i","timestamp":0,"querystring":"e=pv","userAgent":"\#(agent)"}"#
    #expect(bench.failure(line)?.errors == ["useragent: 1,001 characters, at most 1,000"])
  }

  @Test(arguments: [
    ("_sp=abc", "abc", nil), ("_sp=abc.5", "abc", "1970-01-01 00:00:00.005"),
    ("_sp=abc.5.s.dQ.c3M.web.cmVhc29u", "abc", "1970-01-01 00:00:00.005"), ("_sp", nil, nil),
    ("_sp=", nil, nil), ("_sp=abc.5.a.b.c.d.e.f", nil, nil),
    ("_sp=.5", nil, "1970-01-01 00:00:00.005"),
    ("_sp=abc.", "abc", nil), ("_sp=a&_sp=b", "b", nil),
    ("x=1;_sp=a%2E5", "a", "1970-01-01 00:00:00.005"),
    ("%5Fsp=abc", "abc", nil), ("_SP=abc", nil, nil), ("a_sp=abc", nil, nil),
  ])
  func `_sp of the page names the visitor of the page before`(
    query: String, user: String?, time: String?
  ) throws {
    let bench = try DecoderBench(HTTPRequests.self)
    let escaped = query.replacing("%", with: "%25").replacing("&", with: "%26")
      .replacing(";", with: "%3B")
    let line =
      #"{"path":"/i","timestamp":0,"querystring":"e=pv&url=http://a.example/?\#(escaped)"}"#
    let fields = try #require(try bench.fields(line))
    #expect(fields["refr_domain_userid"] == user)
    #expect(fields["refr_dvce_tstamp"] == time)
  }

  @Test func `a bad time in _sp is an error`() throws {
    let bench = try DecoderBench(HTTPRequests.self)
    let line =
      #"{"path":"/i","timestamp":0,"querystring":"e=pv&url=http://a.example/?_sp=abc.x"}"#
    #expect(bench.failure(line)?.errors == ["sp_dtm: Not in the expected format: ms since epoch"])
    let lenient = try DecoderBench(HTTPRequests.self, ["invalid": .text("empty")])
    #expect(try lenient.fields(line)?["refr_domain_userid"] == "abc")
  }
}
