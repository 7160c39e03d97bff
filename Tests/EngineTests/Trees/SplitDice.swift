import StageKit

/// Makes one to three events of one, or none at all.
struct SplitDice: SplitStage {
  static let spec = DiceTokens.spec("dice_split")
  let tokens: DiceTokens
  init(_ setup: Setup) throws(Findings) { tokens = DiceTokens(setup) }

  func split(_ event: borrowing Event, _ pieces: inout Pieces) throws(Failure) {
    let line = event[tokens.line].bytes.string
    switch tokens.dice.roll(line: line, part: Int(event[tokens.part].integer)) {
    case .fail(let message):
      // What an event got before it fails is taken back.
      pieces.add()
      pieces.set(tokens.outputs[0], .text(pieces.arena.copy("of a failed event")))
      throw Failure(.plugin, message)
    case .filter: return
    case .write(let writes):
      var values = tokens.inputs.map { event.text($0)?.string }
      for (field, letter) in writes {
        values[field] = letter.map { (event.text(tokens.inputs[field])?.string ?? "") + $0 }
      }
      for number in 0..<SplitDice.count(line, seed: tokens.dice.seed) {
        pieces.add()
        for (field, value) in values.enumerated() {
          let text = SplitDice.text(value, field, number)
          pieces.set(
            tokens.outputs[field], text.map { .text(pieces.arena.copy($0)) } ?? .empty)
        }
      }
    }
  }

  private static func count(_ line: String, seed: Int) -> Int { 1 + (line.utf8.count + seed) % 3 }

  /// The last field tells the pieces apart.
  private static func text(_ value: String?, _ field: Int, _ number: Int) -> String? {
    field == 2 && number > 0 ? (value ?? "") + "\(number)" : value
  }

  /// The same for the model.
  static func pieces(of event: RandomTree.Modelled, seed: Int) -> [RandomTree.Modelled] {
    (0..<count(event.line, seed: seed)).map { number in
      var piece = event
      for field in piece.fields.indices {
        piece.fields[field] = text(piece.fields[field], field, number)
      }
      return piece
    }
  }
}
