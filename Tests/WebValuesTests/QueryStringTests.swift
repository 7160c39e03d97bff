import EventModel
import TestSupport
import Testing
import WebValues

@Suite struct QueryStringTests {
  let arena = Arena()

  private func pairs(_ text: String, _ rules: QueryString.Rules = .form) -> [[String?]] {
    QueryString(bytes(text), rules).map { pair in
      let value = pair.value.map { PercentCoding.decode($0, .plusAsBlank, arena: arena).string }
      return [PercentCoding.decode(pair.name, .plusAsBlank, arena: arena).string, value]
    }
  }

  @Test(
    arguments: [
      ("", []), ("a", [["a", nil]]), ("a=", [["a", ""]]), ("a==b", [["a", "=b"]]),
      ("a=b;c=d&e", [["a", "b"], ["c", "d"], ["e", nil]]), ("=x&&;a=1&", [["a", "1"]]),
      ("?e=pv", [["?e", "pv"]]), ("a%20b=c%2Bd+e", [["a b", "c+d e"]]),
      (
        "a-long-name-of-20-bytes=and-a-long-value&b=1",
        [["a-long-name-of-20-bytes", "and-a-long-value"], ["b", "1"]]
      ), ("abcdefghijklmno&p=q", [["abcdefghijklmno", nil], ["p", "q"]]),
    ] as [(String, [[String?]])])
  func `a query has these pairs`(text: String, expected: [[String?]]) {
    #expect(pairs(text) == expected)
  }

  @Test(
    arguments: [
      ("a;b=c&d", [["a;b", "c"], ["d", nil]]), ("=x&a==", [["=x", nil], ["a", "="]]), ("&&", []),
    ] as [(String, [[String?]])])
  func `a referer's query is cut at ampersands only`(text: String, expected: [[String?]]) {
    #expect(pairs(text, .referer) == expected)
  }

  @Test(arguments: [
    ("a=1&a=2", "2"), ("a=1&a", nil), ("b=1", nil), ("%61=3", "3"), ("a=1&%61=%20", "%20"),
    ("aa=1&a=7;ab=2", "7"), ("a=", ""),
  ])
  func `the last of a repeated name wins`(text: String, value: String?) {
    #expect(QueryString(bytes(text)).value(named: bytes("a"))?.string == value)
  }

  @Test func `the shared vectors pass`() throws {
    try SharedVectors.each("querystring_parse") { name, input, expected, _ in
      guard let list = expected["pairs"] as? [[Any]] else { return }
      let wanted = list.map { $0.map { $0 as? String } }
      #expect(pairs(input["querystring"] as? String ?? "") == wanted, "\(name)")
    }
  }

  @Test func `pairs are those of a slow split`() {
    var random = SeededGenerator("pairs are those of a slow split")
    for _ in 0..<20_000 {
      let list = random.list(Array("abcdefgh=&;".utf8), most: 60)
      let found = QueryString(bytes(list)).map { [$0.name.list, $0.value?.list] }
      #expect(found == slowPairs(list), "\(list)")
    }
  }

  private func slowPairs(_ list: [UInt8]) -> [[[UInt8]?]] {
    list.split(omittingEmptySubsequences: false) { $0 == 38 || $0 == 59 }.compactMap { pair in
      let equals = pair.firstIndex(of: 61)
      let name = Array(pair[..<(equals ?? pair.endIndex)])
      return name.isEmpty ? nil : [name, equals.map { Array(pair[($0 + 1)...]) }]
    }
  }
}
