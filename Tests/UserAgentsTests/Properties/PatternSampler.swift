import StageTesting

/// Writes texts that a pattern matches, most of the time: it knows what uap-core's rules are made of,
/// and shares nothing with the parser that it judges.
struct PatternSampler: Sendable {
  private indirect enum Piece: Sendable {
    case bytes([UInt8])
    case sequence([Piece])
    case branches([Piece])
    case repeated(Piece, Int, Int)
  }

  private let pattern: [UInt8]
  private var at = 0
  private var root = Piece.bytes([])

  init(_ pattern: String) {
    self.pattern = Array(pattern.utf8)
    root = branches()
  }

  func sample(_ random: inout RandomBytes) -> [UInt8] {
    var text: [UInt8] = []
    write(root, &text, &random)
    return text
  }

  private func write(_ piece: Piece, _ text: inout [UInt8], _ random: inout RandomBytes) {
    switch piece {
    case .bytes(let bytes):
      if !bytes.isEmpty { text.append(bytes[random.below(bytes.count)]) }
    case .sequence(let pieces): for piece in pieces { write(piece, &text, &random) }
    case .branches(let pieces): write(pieces[random.below(pieces.count)], &text, &random)
    case .repeated(let piece, let least, let most):
      for _ in 0..<least + random.below(min(most - least, 4) + 1) { write(piece, &text, &random) }
    }
  }

  private mutating func branches() -> Piece {
    var all: [Piece] = []
    var pieces: [Piece] = []
    while at < pattern.count, pattern[at] != UInt8(ascii: ")") {
      if pattern[at] == UInt8(ascii: "|") {
        at += 1
        all.append(.sequence(pieces))
        pieces = []
      } else {
        pieces.append(quantified(atom()))
      }
    }
    all.append(.sequence(pieces))
    return .branches(all)
  }

  private mutating func atom() -> Piece {
    defer { at += 1 }
    switch pattern[at] {
    case UInt8(ascii: "("):
      at += 1
      let isLook = pattern[at] == UInt8(ascii: "?") && pattern[at + 1] != UInt8(ascii: ":")
      if pattern[at] == UInt8(ascii: "?") { at += 2 }
      let inner = branches()
      return isLook ? .bytes([]) : inner
    case UInt8(ascii: "["): return .bytes(members())
    case UInt8(ascii: "."): return .bytes(Array("a1;/ (Z".utf8))
    case UInt8(ascii: "^"), UInt8(ascii: "$"): return .bytes([])
    case UInt8(ascii: "\\"):
      at += 1
      return .bytes(escape(pattern[at]))
    case let byte: return .bytes([byte])
    }
  }

  private func escape(_ byte: UInt8) -> [UInt8] {
    switch byte {
    case UInt8(ascii: "d"): Array("0123456789".utf8)
    case UInt8(ascii: "w"): Array("abcXYZ012_".utf8)
    case UInt8(ascii: "s"): [0x20, 0x09]
    case UInt8(ascii: "S"): Array("aZ0;/".utf8)
    case UInt8(ascii: "D"), UInt8(ascii: "W"): Array(" ;/-".utf8)
    case UInt8(ascii: "b"): []
    default: [byte]
    }
  }

  /// At the bracket that opens; ends at the one that closes.
  private mutating func members() -> [UInt8] {
    at += 1
    let isNegated = pattern[at] == UInt8(ascii: "^")
    if isNegated { at += 1 }
    var all: [UInt8] = []
    repeat {
      var found = [pattern[at]]
      if pattern[at] == UInt8(ascii: "\\") {
        at += 1
        found = escape(pattern[at])
      } else if pattern[at + 1] == UInt8(ascii: "-"), pattern[at + 2] != UInt8(ascii: "]") {
        found = Array(pattern[at]...pattern[at + 2])
        at += 2
      }
      all += found
      at += 1
    } while pattern[at] != UInt8(ascii: "]")
    return isNegated ? (0x20...0x7E).filter { !all.contains($0) } : all
  }

  private mutating func quantified(_ piece: Piece) -> Piece {
    guard at < pattern.count else { return piece }
    var (least, most) = (1, 1)
    switch pattern[at] {
    case UInt8(ascii: "?"): (least, most) = (0, 1)
    case UInt8(ascii: "*"): (least, most) = (0, 9)
    case UInt8(ascii: "+"): (least, most) = (1, 9)
    case UInt8(ascii: "{"):
      let end = pattern[at...].firstIndex(of: UInt8(ascii: "}")) ?? at
      let text = String(decoding: pattern[(at + 1)..<end], as: UTF8.self)
      let numbers = text.split(separator: ",").compactMap { Int($0) }
      guard let first = numbers.first else { return piece }
      least = first
      most = numbers.count > 1 ? numbers[1] : text.hasSuffix(",") ? first + 5 : first
      at = end
    default: return piece
    }
    at += 1
    if at < pattern.count, pattern[at] == UInt8(ascii: "?") { at += 1 }
    return .repeated(piece, least, most)
  }
}
