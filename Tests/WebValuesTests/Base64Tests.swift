import EventModel
import Foundation
import TestSupport
import Testing
import WebValues

@Suite struct Base64Tests {
  let arena = Arena()

  @Test(arguments: [
    ("Sm9oblNtaXRo", "JohnSmith"), ("am9obitzbWl0aA", "john+smith"), ("Zm9vYg==", "foob"),
    ("Zm9v+/8=", "foo\u{FFFD}\u{FFFD}"), ("Zm9v-_8", "foo\u{FFFD}\u{FFFD}"), ("4pyT", "✓"),
    ("eyJh\nIjox\r\nfQ", "{\"a\":1}"), ("", ""), ("A", ""), ("Zm9vY", "foo"), ("=Zm9v", ""),
    ("Z.m!9 v", "foo"),
  ])
  func `both alphabets are read, and foreign characters skipped`(text: String, decoded: String) {
    #expect(Base64.decode(bytes(text), arena: arena).string == decoded)
  }

  @Test func `the shared vectors pass`() throws {
    try SharedVectors.each("base64_url") { name, input, expected, _ in
      let text = try #require(input["encoded"] as? String)
      let result = Base64.decode(bytes(text), arena: arena)
      #expect(result.string == expected["decoded"] as? String, "\(name)")
    }
  }

  @Test func `what is written is what Foundation writes, and is read back`() {
    var random = SeededGenerator("what is written is what Foundation writes, and is read back")
    for _ in 0..<5_000 {
      let list = random.list(Array(0...255), most: 50)
      let text = Base64.encode(bytes(list), arena: arena)
      #expect(text.string == Data(list).base64EncodedString())
      #expect(Base64.decode(text, arena: arena).list == list)
    }
  }
}
