import Formats
import Foundation
import StageKit
import Testing

@Suite struct CloudFrontPercentTests {
  let bench: DecoderBench

  init() throws { bench = try DecoderBench(CloudFront.self, ["invalid": .text("empty")]) }

  @Test(arguments: [
    ("A%2520B", "A B"), ("A%20B", "A B"), ("70%25 done", "70% done"), ("70%25", "70%"),
    ("x%2588", "x\u{fffd}"), ("%25253A", "%3A"), ("a%2541b%252541", "aAb%41"),
    ("A+B%252BC", "A B+C"), ("100%", "100%"), ("%E2%82%AC", "€"), ("%25E2%2582%25AC", "€"),
  ])
  func `one level of percent signs is taken from the query`(value: String, title: String) throws {
    let fields = try bench.fields(CloudFrontLine("e=pv&page=\(value)").text())
    #expect(fields?["page_title"] == title)
  }

  @Test(arguments: [
    ("Mozilla/5.0%20(X;%20Y)", "Mozilla/5.0 (X; Y)"), ("Mozilla/5.0%2520(X)", "Mozilla/5.0 (X)"),
    ("a%09b%0Dc%01d", "a    bc\u{1}d"), ("x+y%252", "x+y%2"), ("%FFx", "\u{fffd}x"),
  ])
  func `user agents are decoded, their plus signs stay`(field: String, agent: String) throws {
    let line = CloudFrontLine("e=pv", ["cs(User-Agent)": field])
    #expect(try bench.fields(line.text())?["useragent"] == agent)
  }

  /// Fact sheet 1.5: of all texts, the agent of a request alone keeps what is neither tab nor line end.
  @Test func `controls of a user agent stand in rows too`() throws {
    let run = try LogRun()
    let line = CloudFrontLine(
      "e=pv&page=a%01b", ["cs(User-Agent)": "a%01b%09c%0Dd%0Ae%0Cf%7Fg%00h"])
    try run.write("in.log", (line.text() + "\n").utf8)
    _ = try run.books(
      """
      version: 1
      sources:
        - { use: files, path: in.log, format: cloudfront }
      sinks:
        - { use: files, path: out.tsv, format: { use: tsv, columns: [page_title, useragent, event] } }
      """)
    #expect(
      try String(contentsOf: run.folder.appendingPathComponent("out.tsv"), encoding: .utf8)
        == "ab\ta\u{1}b    cde\u{c}f\u{7f}g\u{0}h\tpage_view\n")
  }

  @Test func `a user agent may be missing`() throws {
    #expect(try bench.fields(CloudFrontLine("e=pv").text())?["useragent"] == nil)
  }

  @Test(arguments: [
    ("http://bbc.co.uk%", "http://bbc.co.uk"), ("http://bbc.co.uk", "http://bbc.co.uk"),
    ("http://e.com/?utm_source=a%2520b", "http://e.com/?utm_source=a%20b"),
    ("http://e.com/%25253A", "http://e.com/%253A"), ("%2520", "%20"), ("not a uri%ff:", nil),
  ])
  func `the referer is the page when the tracker names none`(
    referer: String, page: String?
  ) throws {
    let line = CloudFrontLine("e=pv&url=", ["cs(Referer)": referer])
    let text = try bench.fields(line.text())?["page_url"]
    if let page { #expect(text == page) }
    let named = CloudFrontLine("e=pv&url=http%3A%2F%2Fx.example", ["cs(Referer)": referer])
    #expect(try bench.fields(named.text())?["page_url"] == "http://x.example")
  }

  @Test func `a referer of one percent sign is none`() throws {
    let line = CloudFrontLine("e=pv", ["cs(Referer)": "%"])
    #expect(try bench.fields(line.text())?["page_url"] == nil)
  }
}
