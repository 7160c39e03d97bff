import DiagnosticKit
import MarkedYAML
import Testing

@Suite struct MutationTests {
  @Test(arguments: 1...200 as ClosedRange<UInt64>)
  func `a damaged pipeline gives a tree or a finding, and can be printed`(seed: UInt64) {
    var random = SplitMix64(state: seed)
    var bytes = Array(samplePipeline.utf8)
    for _ in 0..<Int.random(in: 1...6, using: &random) { mutate(&bytes, using: &random) }
    let result = MarkedYAML.parse(SourceFile(name: "f", bytes: bytes))
    #expect(result.tree != nil || result.findings.hasErrors)
    #expect(result.findings.isEmpty || !FindingPrinter().text(result.findings).isEmpty)
    for finding in result.findings { _ = FindingPrinter().json(finding) }
  }

  @Test func `every beginning of a pipeline gives a tree or a finding`() {
    let bytes = Array(samplePipeline.utf8)
    for length in bytes.indices {
      let result = MarkedYAML.parse(SourceFile(name: "f", bytes: Array(bytes[..<length])))
      #expect(result.tree != nil || result.findings.count == 1)
    }
  }

  private func mutate(_ bytes: inout [UInt8], using random: inout SplitMix64) {
    let index = Int.random(in: 0..<bytes.count, using: &random)
    let special = Array(":#-?,[]{}&*!|>'\"%@` \n\t\\<~".utf8)
    switch Int.random(in: 0..<5, using: &random) {
    case 0: bytes[index] = UInt8.random(in: 0...255, using: &random)
    case 1: bytes.remove(at: index)
    case 2: bytes.insert(special.randomElement(using: &random) ?? 0, at: index)
    case 3: bytes[index] = special.randomElement(using: &random) ?? 0
    default: bytes.removeSubrange(index..<min(bytes.count, index + 9))
    }
  }
}

/// Random numbers that are the same for the same seed.
///
/// Source: Steele, Lea and Flood, "Fast splittable pseudorandom number generators" (2014).
struct SplitMix64: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
