import EventModel
import TestSupport
import Testing

@testable import Expressions

@Suite struct `texts compared in place` {
  private static let alphabet = ["a", "b", "é", "\0", " "]

  private func text(_ random: inout SeededGenerator) -> String {
    let long = Int.random(in: 0..<4, using: &random) == 0
    return (0..<Int.random(in: 0...(long ? 20 : 3), using: &random))
      .map { _ in Self.alphabet.randomElement(using: &random) ?? "" }.joined()
  }

  @Test func `are those of the set, whatever their number and length`() {
    var random = SeededGenerator("texts compared in place")
    for _ in 0..<400 {
      let texts = (0..<Int.random(in: 0...30, using: &random)).map { _ in text(&random) }
      let set = TextSet(texts.map { Bytes.constant($0) })
      let rows = (0..<256).map { _ in
        Bool.random(using: &random) ? texts.randomElement(using: &random) ?? "" : text(&random)
      }
      let slots = rows.map { $0.isEmpty ? Slot.empty : Slot.text($0) }
      let found = slots.withUnsafeBufferPointer {
        set.select($0.baseAddress!, Selection(first: 256))
      }
      for (row, text) in rows.enumerated() {
        #expect(found.contains(row) == texts.contains(text), "\(texts) and '\(text)'")
      }
    }
  }

  @Test func `only of the rows that take part`() {
    let set = TextSet([Bytes.constant("a")])
    let slots = [Slot](repeating: .text("a"), count: 256)
    var rows = Selection()
    for row in [0, 63, 64, 200, 255] { rows.insert(row) }
    #expect(slots.withUnsafeBufferPointer { set.select($0.baseAddress!, rows) } == rows)
  }
}
