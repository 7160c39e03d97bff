/// Bytes that no step tells apart.
struct ByteClasses {
  private(set) var classes = [UInt8](repeating: 0, count: 256)
  /// One byte of each class.
  private(set) var examples: [UInt8] = []

  init(_ steps: RegexSteps) {
    var starts: Set<Int> = [0]
    func cut(_ low: UInt8, _ high: UInt8) { starts.formUnion([Int(low), Int(high) + 1]) }
    for case .byte(let low, let high, _) in steps.steps where low <= high { cut(low, high) }
    if steps.hasAssertions {
      cut(10, 10)
      for (low, high) in [(48, 57), (65, 90), (95, 95), (97, 122)] as [(UInt8, UInt8)] {
        cut(low, high)
      }
    }
    for byte in 0..<256 {
      if starts.contains(byte) { examples.append(UInt8(byte)) }
      classes[byte] = UInt8(examples.count - 1)
    }
  }
}
