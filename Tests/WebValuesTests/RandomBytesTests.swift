import EventModel
import TestSupport
import Testing
import WebValues

@Suite struct RandomBytesTests {
  @Test(arguments: ["any", "url", "json", "number"])
  func `no function traps`(kind: String) {
    var random = SeededGenerator("no function traps: \(kind)")
    let alphabets: [String: [UInt8]] = [
      "any": Array(0...255), "url": Array("http://[]:%25a1.?&=#+\t é".utf8) + [0xc3],
      "json": Array("{}[]\"\\u0d8:,1e-.tn ".utf8) + [0xff],
      "number": Array("0123456789.:-+eEx/ ".utf8) + [0xd9, 0xa4],
    ]
    let arena = Arena()
    let alphabet = alphabets[kind] ?? []
    for round in 0..<20_000 {
      if round % 100 == 0 { arena.reset() }
      let input = bytes(random.list(alphabet, most: 80))
      texts(input, arena)
      numbers(input, arena)
      json(input, arena)
    }
  }

  private func texts(_ input: Bytes, _ arena: Arena) {
    for mode in [TextCleaning.Mode.none, .agent, .full] {
      let options: PercentCoding.Options = [.plusAsBlank, .undouble]
      let text = PercentCoding.decode(input, options, cleaning: mode, arena: arena)
      #expect(UTF8Repair.valid(text))
    }
    #expect(PercentCoding.repair(input, arena: arena).count <= input.count)
    #expect(TextCleaning.tsvSafe(input, arena: arena).count <= 4 * input.count)
    _ = URI.parse(input, arena: arena)
    for pair in QueryString(input) { _ = pair.isNamed(input) }
    _ = IPAddress.parse(input)
    _ = ClientAddress.forwardedFor(ClientAddress.firstToken(input))
    _ = IPAnonymizer.anonymize(input, octets: 2, segments: 3, arena: arena)
    _ = Base64.decode(Base64.encode(input, arena: arena), arena: arena)
  }

  private func numbers(_ input: Bytes, _ arena: Arena) {
    _ = NumberText.int32(input)
    _ = NumberText.epochMilliseconds(input)
    _ = Dimensions.parse(input)
    _ = UUIDText.canonical(input, arena: arena)
    _ = DecimalText.canonical(input, arena: arena)
    _ = TimestampText.parse(date: input, time: input)
    _ = TimestampText.parse(apache: input)
    _ = TimestampText.parse(rfc3339: input)
  }

  private func json(_ input: Bytes, _ arena: Arena) {
    _ = JSONText.compact(input, arena: arena)
    _ = JSONText.unescape(input, arena: arena)
    _ = try? JSONScanner.value(input)
    var scanner = JSONScanner(input)
    guard (try? scanner.enterObject()) != nil else { return }
    while let member = try? scanner.nextMember() { _ = member.value.text(arena: arena) }
  }
}
