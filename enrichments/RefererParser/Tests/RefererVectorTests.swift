import Foundation
import StageKit
import TestSupport
import Testing

@testable import RefererParserStage

@Suite struct RefererVectorTests {
  @Test func `the shared vectors pass`() throws {
    let database = try SharedFolder.path("data/referers/snowplow-referers.yml")
      .map { try RefererFile.read(DataFile.read($0)) }
      .map { RefererDatabase($0) }
    for vector in try SharedFolder.vectors("referer_parser") {
      let config = try #require(vector["config"] as? [String: Any])
      let input = try #require(vector["input"] as? [String: Any])
      let expected = try #require(vector["expected"] as? [String: Any])
      let table = try #require(config["referrers"].map { try inline($0) } ?? database)
      let result = try classified(
        #require(input["referer"] as? String), page: input["page_host"] as? String,
        internal: #require(config["internalDomains"] as? [String]), table)
      let columns = ["refr_medium", "refr_source", "refr_term"].map { expected[$0] as? String }
      #expect((result ?? [nil, nil, nil]) == columns, "\(vector["case"] ?? "")")
    }
  }

  private func inline(_ referers: Any) throws -> RefererDatabase {
    let json = try JSONSerialization.data(withJSONObject: referers)
    return try .parsed(String(decoding: json, as: UTF8.self))
  }

  @Test func `the shipped database agrees with Snowplow's on shared hosts`() throws {
    guard let path = SharedFolder.path("data/referers/snowplow-referers.yml") else { return }
    let theirs = media(try RefererFile.read(DataFile.read(path)))
    let shipped = SharedFolder.packageRoot + "/enrichments/RefererParser/data/referers.json"
    let ours = media(try RefererFile.read(DataFile.read(shipped)))
    let shared = theirs.filter { ours[$0.key] != nil }
    let same = shared.filter { ours[$0.key] == $0.value }
    print("shared keys \(shared.count), of the same medium \(same.count)")
    #expect(shared.count > 1000)
    #expect(same.count * 100 >= shared.count * 95)
  }

  @Test(arguments: ["elastic-apache_logs.log", "nielsbasjes-hackers-access.log"])
  func `referers of real logs get the medium that Snowplow's database gives them`(
    log: String
  ) throws {
    guard let path = SharedFolder.path("data/referers/snowplow-referers.yml"),
      let logPath = SharedFolder.path("data/\(log)")
    else { return }
    let theirs = RefererDatabase(try RefererFile.read(DataFile.read(path)))
    let ours = try #require(
      RefererProvider.open(LookupSetup(name: "refs", path: nil)) as? any RefererTable)
    let bytes = try #require(FileManager.default.contents(atPath: logPath))
    var (known, same) = (0, 0)
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
      // The second-last text in quotes is the referer.
      let quoted = line.split(separator: "\"", omittingEmptySubsequences: false)
      guard quoted.count >= 6 else { continue }
      let referer = String(quoted[quoted.count - 4])
      guard let medium = try classified(referer, theirs)?[0], medium != "unknown" else { continue }
      known += 1
      if try classified(referer, ours)?[0] == medium { same += 1 }
    }
    print("\(log): referers with a medium \(known), of the same medium \(same)")
    #expect(same * 100 >= known * 90)
    #expect(known > 100 || !log.hasPrefix("elastic"))
  }

  private func media(_ sources: [RefererSource]) -> [String: String] {
    var media: [String: String] = [:]
    for source in sources {
      for domain in source.domains { media[domain] = source.medium }
    }
    return media
  }
}
