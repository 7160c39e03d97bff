extension ScalarSet {
  /// The set with the other cases of all its letters.
  var folded: ScalarSet {
    ScalarSet(
      ranges + ScalarSet.cases.filter { contains($0.letter) }.map { $0.other...$0.other })
  }

  /// The last code point that has another case.
  private static let lastLetter: UInt32 = 0x1e943

  /// Each letter with each of its other cases.
  ///
  /// Cost: some 100 ms, once, when the first pattern asks for it.
  private static let cases: [(letter: UInt32, other: UInt32)] = {
    var groups: [UInt32: Set<UInt32>] = [:]
    for code in 0...lastLetter {
      guard let scalar = Unicode.Scalar(code), scalar.properties.changesWhenCaseMapped,
        let root = root(of: scalar)
      else { continue }
      groups[root, default: [root]].insert(code)
    }
    var pairs: [(letter: UInt32, other: UInt32)] = []
    for group in groups.values {
      for letter in group {
        for other in group where other != letter { pairs.append((letter, other)) }
      }
    }
    return pairs
  }()

  /// The lower case of the upper case, which all cases of a letter share.
  private static func root(of scalar: Unicode.Scalar) -> UInt32? {
    func single(_ text: String) -> Unicode.Scalar? {
      let scalars = text.unicodeScalars
      return scalars.count == 1 ? scalars.first : nil
    }
    let upper = single(scalar.properties.uppercaseMapping) ?? scalar
    return single(upper.properties.lowercaseMapping)?.value
  }
}
