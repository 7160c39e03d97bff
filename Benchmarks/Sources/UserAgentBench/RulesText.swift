import UserAgents

/// The words that stand in a rules file.
enum RulesText {
  static func pieces(_ path: String) throws -> [[UInt8]] {
    var pieces = Set<[UInt8]>()
    for line in try AgentFile.read(path, limit: .max) {
      var piece: [UInt8] = []
      for byte in Array(line.buffer) + [0] {
        let isWord = (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte)
        if isWord || byte == 0x20 || byte == 0x2D || byte == 0x2F {
          piece.append(byte)
        } else {
          if piece.count > 1, piece.count < 24 { pieces.insert(piece) }
          piece = []
        }
      }
    }
    let own = ["; ", "1.", "/", "(", ")", " ", "a", "A", "1", "_", "-", "é", "[", ";"]
    return pieces.sorted { $0.lexicographicallyPrecedes($1) } + own.map { Array($0.utf8) }
  }
}
