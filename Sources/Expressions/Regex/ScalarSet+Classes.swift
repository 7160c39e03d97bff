extension ScalarSet {
  static let digits = ScalarSet([48...57])
  static let blanks = ScalarSet([9...10, 12...13, 32...32])
  static let wordParts = ScalarSet([48...57, 65...90, 95...95, 97...122])

  /// `\d`, `\w`, `\s` and their opposites; nil for another letter.
  static func perl(_ letter: UInt8) -> ScalarSet? {
    switch letter {
    case UInt8(ascii: "d"): digits
    case UInt8(ascii: "D"): digits.inverted
    case UInt8(ascii: "w"): wordParts
    case UInt8(ascii: "W"): wordParts.inverted
    case UInt8(ascii: "s"): blanks
    case UInt8(ascii: "S"): blanks.inverted
    default: nil
    }
  }

  /// `[:alpha:]` and its like; nil for another name.
  static func posix(_ name: String) -> ScalarSet? {
    switch name {
    case "alnum": ScalarSet([48...57, 65...90, 97...122])
    case "alpha": ScalarSet([65...90, 97...122])
    case "ascii": ScalarSet([0...127])
    case "blank": ScalarSet([9...9, 32...32])
    case "cntrl": ScalarSet([0...31, 127...127])
    case "digit": digits
    case "graph": ScalarSet([33...126])
    case "lower": ScalarSet([97...122])
    case "print": ScalarSet([32...126])
    case "punct": ScalarSet([33...47, 58...64, 91...96, 123...126])
    case "space": ScalarSet([9...13, 32...32])
    case "upper": ScalarSet([65...90])
    case "word": wordParts
    case "xdigit": ScalarSet([48...57, 65...70, 97...102])
    default: nil
    }
  }

  /// A general category of Unicode such as `L` or `Lu`; nil for another name.
  static func category(_ name: String) -> ScalarSet? { name == "Any" ? all : byCategory[name] }

  /// The code points of each category, by its two letters and by the first.
  ///
  /// Cost: all code points are looked at, some 50 ms, once, when the first pattern asks for it.
  private static let byCategory: [String: ScalarSet] = {
    var ranges: [String: [ClosedRange<UInt32>]] = [:]
    var (start, name): (UInt32, String?) = (0, nil)
    for code in 0...(highest + 1) {
      let next = Unicode.Scalar(code).flatMap { categories[$0.properties.generalCategory] }
      guard next != name else { continue }
      if let name {
        ranges[name, default: []].append(start...(code - 1))
        ranges[String(name.prefix(1)), default: []].append(start...(code - 1))
      }
      (start, name) = (code, next)
    }
    return ranges.mapValues { ScalarSet($0) }
  }()

  private static let categories: [Unicode.GeneralCategory: String] = [
    .uppercaseLetter: "Lu", .lowercaseLetter: "Ll", .titlecaseLetter: "Lt",
    .modifierLetter: "Lm", .otherLetter: "Lo", .nonspacingMark: "Mn", .spacingMark: "Mc",
    .enclosingMark: "Me", .decimalNumber: "Nd", .letterNumber: "Nl", .otherNumber: "No",
    .connectorPunctuation: "Pc", .dashPunctuation: "Pd", .openPunctuation: "Ps",
    .closePunctuation: "Pe", .initialPunctuation: "Pi", .finalPunctuation: "Pf",
    .otherPunctuation: "Po", .mathSymbol: "Sm", .currencySymbol: "Sc", .modifierSymbol: "Sk",
    .otherSymbol: "So", .spaceSeparator: "Zs", .lineSeparator: "Zl",
    .paragraphSeparator: "Zp", .control: "Cc", .format: "Cf", .surrogate: "Cs",
    .privateUse: "Co",
  ]
}
