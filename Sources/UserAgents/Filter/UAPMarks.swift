/// Marks that stand in one word: literals such as ` build` have hundreds.
struct UAPMarks: BitwiseCopyable {
  let word: Int
  private(set) var bits: UInt64 = 0

  /// The marks of uses that are sorted by mark.
  static func list(_ uses: ArraySlice<UAPLiteralUse>) -> [UAPMarks] {
    var list: [UAPMarks] = []
    for use in uses {
      let word = Int(use.mark / 64)
      if list.last?.word != word { list.append(UAPMarks(word: word)) }
      list[list.count - 1].bits |= 1 << UInt64(use.mark % 64)
    }
    return list
  }
}
