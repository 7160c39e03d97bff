import StageKit

/// What a stage of a random tree does to an event, decided by the event itself and a number.
struct Dice: Sendable {
  enum Outcome: Equatable {
    case fail(String)
    case filter
    /// Places among `fields`, and what is added to them; nil empties.
    case write([(field: Int, letter: String?)])

    static func == (a: Outcome, b: Outcome) -> Bool { "\(a)" == "\(b)" }
  }

  static let fields = ["fa", "fb", "fc"]
  let seed: Int

  func roll(line: String, part: Int) -> Outcome {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in Array(line.utf8) + [UInt8(truncatingIfNeeded: part), UInt8(part >> 8 & 255)] {
      hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
    }
    hash = (hash ^ UInt64(seed)) &* 0x9e37_79b9_7f4a_7c15
    hash ^= hash >> 29
    switch hash % 12 {
    case 0: return .fail("rolled \(seed)")
    case 1: return .filter
    default: break
    }
    let letter = String(UnicodeScalar(UInt8(97 + seed % 26)))
    let first = Int(hash >> 8 % 3)
    var writes: [(field: Int, letter: String?)] = [
      (first, (hash >> 16) % 5 == 0 ? nil : letter)
    ]
    if (hash >> 24) % 3 == 0 { writes.append(((first + 1) % 3, letter.uppercased())) }
    return .write(writes)
  }
}

/// The tokens of all dice stages, and what they have found.
struct DiceTokens: Sendable {
  static let seed = Option<Int>("seed", "decides")
  static let line = Input("line", .text, default: "line", "the line")
  static let part = Input("part", .integer, default: "part", "the part")
  static let inputs = Dice.fields.map { Input($0, .text, default: $0, optional: true, "before") }
  static let outputs = Dice.fields.map { Output($0, .text, "letters") }

  static func spec(_ name: String) -> StageSpec {
    let tokens: [any SpecToken] = [seed, line, part] + inputs + outputs
    return StageSpec(name, "rolls dice", tokens: tokens)
  }

  let dice: Dice
  let line: InputRef
  let part: InputRef
  let inputs: [InputRef]
  let outputs: [OutputRef]

  init(_ setup: Setup) {
    dice = Dice(seed: setup[Self.seed])
    line = setup[Self.line]
    part = setup[Self.part]
    inputs = Self.inputs.map { setup[$0] }
    outputs = Self.outputs.map { setup[$0] }
  }

  func enrich(_ event: borrowing Event, _ changes: inout Changes) throws(Failure) {
    switch dice.roll(line: event[line].bytes.string, part: Int(event[part].integer)) {
    case .fail(let message):
      changes.set(outputs[0], .text(changes.arena.copy("of a failed event")))
      throw Failure(.plugin, message)
    case .filter:
      changes.set(outputs[1], .text(changes.arena.copy("of a filtered event")))
      changes.filter()
    case .write(let writes):
      for (field, letter) in writes {
        let before = event.text(inputs[field])?.string ?? ""
        changes.set(outputs[field], text: letter.map { changes.arena.copy(before + $0) })
      }
    }
  }

  func enrich(_ batch: EventBatch, _ changes: inout BatchChanges) {
    let (lines, parts) = (batch.column(line), batch.column(part))
    batch.rows.forEach { row in
      switch dice.roll(line: lines[row].bytes.string, part: Int(parts[row].integer)) {
      case .fail(let message):
        changes.set(outputs[0], row: row, .text(changes.arena.copy("of a failed event")))
        changes.fail(row: row, Failure(.plugin, message))
      case .filter:
        var one = Selection()
        one.insert(row)
        changes.filter(one)
      case .write(let writes):
        for (field, letter) in writes {
          let before = batch.column(inputs[field])[row].text?.string ?? ""
          changes.set(
            outputs[field], row: row,
            letter.map { .text(changes.arena.copy(before + $0)) } ?? .empty)
        }
      }
    }
  }
}

struct EventDice: EventStage {
  static let spec = DiceTokens.spec("dice_event")
  let tokens: DiceTokens
  init(_ setup: Setup) throws(Findings) { tokens = DiceTokens(setup) }

  func enrich(_ event: borrowing Event, _ changes: inout Changes) throws(Failure) {
    try tokens.enrich(event, &changes)
  }
}

struct BatchDice: BatchStage {
  static let spec = DiceTokens.spec("dice_batch")
  let tokens: DiceTokens
  init(_ setup: Setup) throws(Findings) { tokens = DiceTokens(setup) }

  func enrich(_ batch: EventBatch, _ changes: inout BatchChanges) {
    tokens.enrich(batch, &changes)
  }
}

struct OrderedDice: OrderedStage {
  static let spec = DiceTokens.spec("dice_ordered")
  let tokens: DiceTokens
  init(_ setup: Setup) throws(Findings) { tokens = DiceTokens(setup) }

  func makeMemory() {}

  func enrich(
    _ event: borrowing Event, _ changes: inout Changes, _ memory: inout Void
  ) throws(Failure) {
    try tokens.enrich(event, &changes)
  }
}

/// Answers at once for some slices, from another thread for the others.
struct WaitingDice: WaitingStage {
  static let spec = DiceTokens.spec("dice_waiting")
  let tokens: DiceTokens
  init(_ setup: Setup) throws(Findings) { tokens = DiceTokens(setup) }

  func begin(_ call: WaitingCall) {
    let answer: @Sendable () -> Void = { [tokens] in
      tokens.enrich(call.batch, &call.changes)
      call.finish()
    }
    if call.batch.rows.count % 3 == 0 {
      answer()
    } else {
      afterwards(milliseconds: UInt32(call.batch.rows.count % 4), answer)
    }
  }
}
