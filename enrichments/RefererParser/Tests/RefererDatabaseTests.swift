import StageKit
import StageTesting
import Testing

@testable import RefererParserStage

@Suite struct RefererDatabaseTests {
  static let table = RefererDatabase.keys(
    "a.example", "www.a.example", "a.example/x", "www.a.example/x/y", "a.example/x/y/z",
    "b.example/p", "example", "c.example/", "d.example/x/", "Big.example", "é.example")

  @Test(
    arguments: [
      ("a.example", "", "a.example"), ("a.example", "/", "a.example"),
      ("a.example", "//", "a.example"),
      ("www.a.example", "/q", "www.a.example"), ("deep.www.a.example", "", "www.a.example"),
      ("xa.example", "", "example"), ("a.example.", "", nil), ("", "/x", nil), (".", "", nil),
      // a path under a short host beats the exact host without one
      ("www.a.example", "/x", "a.example/x"), ("www.a.example", "/x/q", "a.example/x"),
      // the whole path beats the first segment, also of a longer host
      ("www.a.example", "/x/y", "www.a.example/x/y"),
      ("www.a.example", "/x/y/z", "a.example/x/y/z"),
      ("www.a.example", "/x/y/", "a.example/x"), ("a.example", "//x/y", "a.example/x"),
      ("a.example", "/x//y", "a.example/x"), ("a.example", "x", "a.example"),
      ("b.example", "/p", "b.example/p"), ("b.example", "/q", "example"),
      ("b.example", "", "example"),
      // a slash alone is no path to look for, one at the end is part of it
      ("c.example", "/", "example"), ("d.example", "/x/", "d.example/x/"),
      ("d.example", "/x", "example"),
      // letters are compared as they are
      ("A.example", "", "example"), ("big.example", "", "example"),
      ("Big.example", "", "Big.example"),
      ("é.example", "", "é.example"),
    ] as [(String, String, String?)])
  func `paths are looked for one by one over all hosts`(
    host: String, path: String, source: String?
  ) {
    #expect(Self.table.source(host, path) == source)
  }

  @Test func `an empty database knows nothing`() {
    let empty = RefererDatabase([])
    #expect(empty.source("a.example", "/x") == nil)
    #expect(empty.description.entryCount == 0)
  }

  @Test func `the first of equal keys stands and the others are counted`() throws {
    let table = try RefererDatabase.parsed(
      """
      search: { One: { domains: [a.example, b.example/x, a.example] } }
      social: { Two: { domains: [b.example/x, c.example, a.example] } }
      """)
    #expect(table.source("a.example") == "One")
    #expect(table.source("b.example", "/x") == "One")
    #expect(table.description.type == "referers (3 keys listed again, left out)")
    #expect(table.description.entryCount == 3)
  }

  @Test func `a host longer than any name is looked up by its end`() {
    let labels = String(repeating: "a.", count: 100_000)
    #expect(Self.table.source(labels + "b.example", "/p") == "b.example/p")
    #expect(Self.table.source(String(repeating: "a", count: 300) + ".example") == "example")
    #expect(Self.table.source(String(repeating: "a", count: 300)) == nil)
  }

  @Test func `media and sources are cleaned for fields`() throws {
    let table = try RefererDatabase.parsed("\"a\\tb\": { \"c\\n\": { domains: [d.example] } }")
    let entry = table.find(host: bytes("d.example"), path: .empty)
    #expect(entry?.medium.string == "a    b")
    #expect(entry?.source.string == "c")
  }

  @Test func `random look-ups give what the rules give step by step`() {
    var random = RandomBytes(seed: 6)
    func pick(_ list: [String]) -> String { list[random.below(list.count)] }
    for _ in 0..<200 {
      let hosts = (0..<5).map { _ in pick(["a", "b", "www.a"]) + pick(["", ".c", ".b.c", ".a"]) }
      let paths = ["", "", "/", "/x", "/x/y", "/y", "/y/x", "/x/", "//x"]
      let keys = (0..<12).map { _ in pick(hosts) + pick(paths) }
      let table = RefererDatabase(
        keys.map { RefererSource(medium: "m", name: $0, domains: [$0], parameters: []) })
      for _ in 0..<50 {
        let host = pick(["", "a.", "b.", "x."]) + pick(hosts)
        let path = pick(paths)
        #expect(table.source(host, path) == stepByStep(Set(keys), host, path), "\(host) \(path)")
      }
    }
  }

  /// Fact sheet 4.6, step 3, as it is written there.
  private func stepByStep(_ keys: Set<String>, _ host: String, _ path: String) -> String? {
    let segments = path.split(separator: "/")
    let labels = host.split(separator: ".", omittingEmptySubsequences: false)
    for path in segments.isEmpty ? [""] : [path, "/" + segments[0], ""] {
      for first in labels.indices {
        let key = labels[first...].joined(separator: ".") + path
        if keys.contains(key) { return key }
      }
    }
    return nil
  }
}
