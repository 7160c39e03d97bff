import EventModel
import TestSupport
import Testing
import WebValues

@Suite struct JSONModelTests {
  let arena = Arena()

  @Test func `texts are read as a model reads them, and refused with the same words`() {
    var texts = RandomJSON(SeededGenerator("JSON as a model reads it"))
    var good = 0
    for round in 0..<2_500 {
      if round % 100 == 0 { arena.reset() }
      let text = texts.object(keys: ["a", "name", "o", "an_attribute_of_the_event_that_is_long"])
      let list = texts.chance(2) ? Array(text.utf8) : texts.broken(text)
      let (expected, found) = (outcome { try ModelJSON.value(list) }, outcome { try read(list) })
      #expect(found == expected, "\(String(decoding: list, as: UTF8.self))")
      if case .success = expected { good += 1 }
    }
    #expect(good > 1_000 && good < 2_400)
  }

  private enum Outcome: Equatable {
    case success(ModelJSON.Value)
    case failure(String)
  }

  private func outcome(_ body: () throws -> ModelJSON.Value) -> Outcome {
    do { return .success(try body()) } catch { return .failure("\(error)") }
  }

  private func read(_ list: [UInt8]) throws -> ModelJSON.Value {
    try tree(JSONScanner.value(arena.copy(list)))
  }

  private func tree(_ value: JSONValue) throws -> ModelJSON.Value {
    switch value.kind {
    case .string: return .string(value.text(arena: arena)?.list ?? [])
    case .object:
      var (scanner, list) = (JSONScanner(value.raw), [ModelJSON.Member]())
      try scanner.enterObject()
      while let member = try scanner.nextMember() {
        list.append(
          ModelJSON.Member(
            key: member.name(arena: arena).list, value: try tree(member.value),
            raw: member.value.raw.list))
      }
      try scanner.finish()
      return .object(list)
    case .array:
      var (scanner, list) = (JSONScanner(value.raw), [ModelJSON.Value]())
      try scanner.enterArray()
      while let element = try scanner.nextElement() { list.append(try tree(element)) }
      try scanner.finish()
      return .array(list)
    default: return .other(value.raw.list)
    }
  }
}

extension Arena {
  fileprivate func copy(_ list: [UInt8]) -> Bytes {
    list.withUnsafeBufferPointer { buffer in
      copy(buffer.baseAddress.map { Bytes($0, buffer.count) } ?? .empty)
    }
  }
}
