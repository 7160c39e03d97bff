import DiagnosticKit
import Foundation
import PipelineTrial
import TestSupport
import Testing

/// A short run of what `scripts/fuzz-pipelines` does for as long as one likes.
@Suite struct `damaged fixtures` {
  private static let texts = (Fixture.good + Fixture.bad).compactMap { fixture in
    (try? fixture.source.bytes).flatMap { $0.count <= 4096 ? $0 : nil }
  }

  @Test(arguments: 1...1500 as ClosedRange<UInt64>)
  func `give a plan or an error, and a standard form or an error`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var bytes = try #require(Self.texts.randomElement(using: &random))
    let other = try #require(Self.texts.randomElement(using: &random))
    for _ in 0..<Int.random(in: 1...3, using: &random) { damage(&bytes, other, using: &random) }
    #expect(PipelineTrial.read(bytes) == nil, "seed \(seed)")
    #expect(PipelineTrial.check(bytes, TestStages.registry) == nil, "seed \(seed)")
  }

  private func damage(
    _ bytes: inout [UInt8], _ other: [UInt8], using random: inout SeededGenerator
  ) {
    let special = Array(":#-?,[]{}&*!|>'\"%@` \n\t\\<~$().=0z".utf8)
    let place = Int.random(in: 0...bytes.count, using: &random)
    let end = min(bytes.count, place + Int.random(in: 0...20, using: &random))
    switch Int.random(in: 0..<4, using: &random) {
    case 0: bytes.replaceSubrange(place..<end, with: [])
    case 1: bytes.insert(special.randomElement(using: &random) ?? 0, at: place)
    case 2: bytes.insert(UInt8.random(in: 0...255, using: &random), at: place)
    default:
      let from = Int.random(in: 0...other.count, using: &random)
      bytes.replaceSubrange(place..<end, with: other[from..<min(other.count, from + 60)])
    }
  }
}
