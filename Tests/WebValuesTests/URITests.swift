import EventModel
import TestSupport
import Testing
import WebValues

@Suite struct URITests {
  let arena = Arena()

  /// Scheme, host, port, path, query, fragment; `-` for none.
  private func parts(_ text: String) -> String {
    guard let uri = URI.parse(bytes(text), arena: arena) else { return "no URI" }
    let list = [uri.scheme, uri.host, uri.path, uri.query, uri.fragment].map { $0?.string ?? "-" }
    return "\(list[0]) \(list[1]) \(uri.port) \(list[2]) \(list[3]) \(list[4])"
  }

  @Test(arguments: [
    ("https://EXAMPLE.com:443/A?b=C#D", "https EXAMPLE.com 443 /A b=C D"),
    ("HTTPS://example.com/", "HTTPS example.com 80 / - -"),
    ("https://example.com", "https example.com 443 - - -"),
    ("file:///a/x", "file - 80 /a/x - -"), ("/relative?q#f", "- - 80 /relative q f"),
    ("http://ex_ample.com/x", "http - 80 /x - -"), ("http://例え.jp/", "http - 80 / - -"),
    ("http://[2001:db8::1]:8080/", "http [2001:db8::1] 8080 / - -"),
    ("http://user:pw@example.com/x", "http example.com 80 /x - -"),
    ("http://example.com:/x", "http example.com 80 /x - -"),
    ("mailto:a@example.com", "mailto - 80 - - -"), ("about:blank", "about - 80 - - -"),
    ("//cdn.example.com/a.js", "- cdn.example.com 80 /a.js - -"), ("http://a?", "http a 80 - - -"),
    ("http://1.2.3.4/", "http 1.2.3.4 80 / - -"), ("http://1.2.3.400/", "http - 80 / - -"),
    ("http://a.b-.c/", "http - 80 / - -"), ("http://a.b./", "http a.b. 80 / - -"),
    ("http://a.1b/", "http - 80 / - -"), ("http://a:99999999999/", "http - 80 / - -"),
    ("http://a:x/", "http - 80 / - -"), ("http://a@b@c/", "http - 80 / - -"),
    ("mailto:a#f", "mailto - 80 - - f"), ("http:", "no URI"), ("http://", "no URI"),
    ("1http://a/", "no URI"), (":a", "no URI"), ("", "- - 80 - - -"),
    ("http://a/?q=1?2/[]", "http a 80 / q=1?2/[] -"), ("http://a/%41%4", "http a 80 /%41%254 - -"),
    ("http://a/ b", "http a 80 /%20b - -"), ("http://a|b/", "http - 80 / - -"),
    ("http://a b/", "http - 80 / - -"),
  ])
  func `a text has these parts`(text: String, expected: String) {
    #expect(parts(text) == expected)
  }

  @Test func `a legal URI is not copied`() {
    let input = bytes("http://example.com/a?b=c")
    let uri = URI.parse(input, arena: arena)
    #expect(uri?.text.start == input.start)
  }

  @Test func `the shared vectors of texts pass`() throws {
    try SharedVectors.each("string_to_uri") { name, input, expected, _ in
      let text = try #require(input["uri"] as? String)
      let uri = URI.parse(bytes(text), arena: arena)
      #expect(uri?.text.string == expected["uri"] as? String, "\(name): \(text)")
    }
  }

  @Test func `the shared vectors of parts pass`() throws {
    try SharedVectors.each("explode_uri") { name, input, expected, _ in
      let text = try #require(input["uri"] as? String)
      let uri = try #require(URI.parse(bytes(text), arena: arena))
      if let printed = expected["uri_text"] as? String { #expect(uri.text.string == printed) }
      let found = [
        "scheme": uri.scheme, "host": uri.host, "path": uri.path, "query": uri.query,
        "fragment": uri.fragment,
      ]
      for (part, value) in found {
        #expect(value?.string == expected[part] as? String, "\(name): \(part)")
      }
      #expect(uri.port == expected["port"] as? Int, "\(name)")
    }
  }

  @Test func `random text is parsed or refused`() {
    var random = SeededGenerator("random text is parsed or refused")
    let alphabet = Array("http://:@[]?#%41.abz_- |é09".utf8) + [0, 255]
    for _ in 0..<30_000 {
      let input = bytes(random.list(alphabet, most: 60))
      guard let uri = URI.parse(input, arena: arena) else { continue }
      #expect(URI.strict(uri.text) != nil)
      for part in [uri.scheme, uri.host, uri.path, uri.query, uri.fragment] {
        guard let part else { continue }
        #expect(part.count > 0 && part.start >= uri.text.start && part.end <= uri.text.end)
      }
    }
  }
}
