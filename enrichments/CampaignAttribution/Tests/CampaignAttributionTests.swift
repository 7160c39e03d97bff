import StageKit
import StageTesting
import Testing

@testable import CampaignAttributionStage

@Suite struct CampaignAttributionTests {
  static let fields = [Field("page_urlquery", .text), Field("mkt_term", .text)]

  private func run(_ options: String, _ event: TestEvent) throws -> TestEvent {
    let test = try StageTest(
      [.stage(CampaignAttribution.self)], stages: "- { use: campaign_attribution\(options) }",
      fields: Self.fields)
    return try #require(test.run([event]).first?.fields)
  }

  /// The columns that a query fills, as `medium=… source=…`.
  private func columns(_ options: String, _ query: String) throws -> String {
    let after = try run(options, ["page_urlquery": .text(query)])
    let names = ["medium", "source", "term", "content", "campaign", "clickid", "network"]
    return names.compactMap { name in
      after["mkt_\(name)"].map { value in
        if case .text(let text) = value { "\(name)=\(text)" } else { "\(name)=?" }
      }
    }.joined(separator: " ")
  }

  @Test(arguments: [
    (
      "utm_source=a&utm_medium=b&utm_term=c&utm_content=d&utm_campaign=e",
      "medium=b source=a term=c content=d campaign=e"
    ),
    ("utm_term=native%20american+tarot", "term=native american tarot"),
    ("utm_term=a%09b%0ac", "term=a    bc"), ("utm_term=%C3%A9%ff", "term=é\u{FFFD}"),
    ("utm_term=100%", "term=100%"), ("utm_term=a==b", "term=a==b"),
    ("utm_source=a;utm_medium=b", "medium=b source=a"), ("UTM_SOURCE=a", ""), ("xutm_source=a", ""),
    ("%75tm_source=a", "source=a"), ("utm%5fsource=a&utm%5Fmedium=b", "medium=b source=a"),
    ("utm+source=a", ""), ("=a&&utm_source=b", "source=b"),
    // the last of a repeated name counts, also without a value
    ("utm_source=a&utm_source=b", "source=b"), ("utm_source=a&%75tm_source=b", "source=b"),
    ("utm_source=a&utm_source=", ""), ("utm_source=a&utm_source", ""),
    ("utm_source=%09%0a", "source=    "), ("utm_source=%0a", ""),
    // click ids
    ("gclid=1", "clickid=1 network=Google"), ("dclid=1&msclkid=2", "clickid=2 network=Microsoft"),
    ("dclid=3", "clickid=3 network=DoubleClick"), ("gclid", "network=Google"),
    ("gclid=&msclkid=2", "network=Google"), ("msclkid=2&gclid=1", "clickid=1 network=Google"),
  ])
  func `parameters fill columns`(query: String, result: String) throws {
    #expect(try columns("", query) == result)
  }

  @Test(arguments: [
    ("source: [utm_source, src]", "src=b&utm_source=a", "source=a"),
    ("source: [utm_source, src]", "src=b", "source=b"),
    ("source: [utm_source, src]", "src=b&utm_source=", ""),
    ("source: [utm_source, src]", "src=b&utm_source", ""),
    ("campaign: [cid], content: [cid]", "cid=x", "content=x campaign=x"),
    ("click_ids: { fbclid: Facebook }", "fbclid=1", "clickid=1 network=Facebook"),
    ("click_ids: { fbclid: Facebook }", "fbclid=1&dclid=2", "clickid=2 network=DoubleClick"),
    ("click_ids: { b: B, a: A }", "a=1&b=2", "clickid=2 network=B"),
    ("click_ids: { gclid: Google Ads }", "gclid=1&msclkid=2", "clickid=1 network=Google Ads"),
    ("click_ids: { gclid: \"\" }", "gclid=1", "clickid=1"),
    ("source: []", "utm_source=a&utm_medium=b", "medium=b"),
    ("source: [größe, \"a b\"]", "gr%C3%B6%C3%9Fe=x", "source=x"),
    ("source: [größe, \"a b\"]", "a+b=y", "source=y"),
    // the event of the read-me
    (
      "campaign: [utm_campaign, cid], click_ids: { fbclid: Facebook }",
      "utm_source=news&utm_medium=e-mail&cid=spring%20sale&gclid=Cj0",
      "medium=e-mail source=news campaign=spring sale clickid=Cj0 network=Google"
    ),
  ])
  func `options name the parameters`(option: String, query: String, result: String) throws {
    #expect(try columns(", \(option)", query) == result)
  }

  @Test func `a query empties what it does not fill`() throws {
    let before: TestEvent = ["page_urlquery": "a=b", "mkt_term": "old"]
    #expect(try run("", before) == ["page_urlquery": "a=b"])
  }

  @Test func `without a query nothing changes`() throws {
    #expect(try run("", ["mkt_term": "old"]) == ["mkt_term": "old"])
  }

  @Test func `a column without parameters is left alone`() throws {
    let before: TestEvent = ["page_urlquery": "utm_term=new", "mkt_term": "old"]
    #expect(try run(", term: []", before) == before)
  }

  @Test func `an empty name is a finding at its option`() {
    let error = #expect(throws: Findings.self) { try columns(", content: [a, \"\"]", "") }
    #expect(error?.first?.message == "'content' lists an empty parameter name")
    #expect(error?.first?.code == "empty-parameter-name")
  }

  @Test func `the contract of stages holds`() async {
    await #expect(processExitsWith: .success) {
      let contract = try StageContract(
        .stage(CampaignAttribution.self),
        stages: "- { use: campaign_attribution, source: [a, \"a b\", utm_source, é] }",
        fields: CampaignAttributionTests.fields)
      let broken = try contract.run()
      #expect(broken.isEmpty)
    }
  }
}
