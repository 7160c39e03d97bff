import StageKit

/// Writes `name=value` for all fields that are not empty, in a fixed order; refuses some rows.
struct PairsOutput: OutputFormat {
  static let refusal = Option<Int>("refuse", "one row in how many is refused", default: 0)
  static let spec = Spec("pairs", "names and values", refusal)
  static let columns = ColumnPolicy.available
  static let order = ["line", "part"] + Dice.fields + ["errors"]
  let names: [String]
  let oneIn: Int

  init(_ setup: Setup) throws(Findings) {
    names = setup.writtenFields.map(\.name)
    oneIn = setup[PairsOutput.refusal]
  }

  func makeEncoder() -> any RowEncoder { Encoder(names: names) }
  func makeCheck() -> (any RowCheck)? { oneIn > 0 ? Check(format: self) : nil }

  /// Whether a sink that refuses one row in `oneIn` refuses this one.
  static func refuses(_ oneIn: Int, line: String, part: Int) -> Bool {
    oneIn > 0 && (line.utf8.count + part) % oneIn == 0
  }

  static func row(_ values: [String: String]) -> String {
    order.compactMap { name in values[name].map { "\(name)=\($0)" } }.joined(separator: ";")
  }

  static func text(_ slot: Slot) -> String? {
    switch slot.kind {
    case .text, .json: slot.bytes.string
    case .integer: String(slot.integer)
    default: nil
    }
  }

  private final class Check: RowCheck {
    let format: PairsOutput
    init(format: PairsOutput) { self.format = format }

    func failures(_ rows: EncodedRows) -> [RowFailure] {
      guard let line = format.names.firstIndex(of: "line"),
        let part = format.names.firstIndex(of: "part")
      else { return [] }
      var failures: [RowFailure] = []
      rows.rows.forEach { row in
        let (line, part) = (rows[line][row].bytes.string, Int(rows[part][row].integer))
        guard PairsOutput.refuses(format.oneIn, line: line, part: part) else { return }
        failures.append(RowFailure(row: row, failure: Failure(.invalid, "refused")))
      }
      return failures
    }
  }

  private final class Encoder: RowEncoder {
    let names: [String]
    init(names: [String]) { self.names = names }

    func encode(_ rows: EncodedRows, into buffer: OutputBuffer) {
      rows.rows.forEach { row in
        var values: [String: String] = [:]
        for (place, name) in names.enumerated() { values[name] = text(rows[place][row]) }
        buffer.append(PairsOutput.row(values) + "\n")
      }
    }
  }
}

/// Writes `id message | fields | owed`, and the list of errors when there is one.
struct PairsFailures: OutputFormat {
  static let spec = Spec("pairs_failed", "failed events as names and values")
  static let columns = ColumnPolicy.failedEvents
  init(_ setup: Setup) throws(Findings) {}
  func makeEncoder() -> any RowEncoder { preconditionFailure("takes failed events only") }
  func makeFailedEncoder() -> (any FailedEncoder)? { Encoder() }

  static func row(
    _ id: String, _ message: String, _ fields: String, _ owed: String, errors: [String]
  ) -> String {
    let list = errors.isEmpty ? "" : " | \(errors.joined(separator: "; "))"
    return "\(id) \(message) | \(fields) | \(owed)\(list)"
  }

  private final class Encoder: FailedEncoder {
    func encode(_ failed: FailedEvent, into buffer: OutputBuffer) {
      var values: [String: String] = [:]
      for (field, value) in failed.event { values[field.name] = PairsOutput.text(value) }
      values["errors"] = nil
      // The part is checked here, where the fields say which one it is.
      if let part = values["part"].flatMap({ Int($0) }) {
        let expected =
          failed.raw.flatMap { raw in
            raw[0] == UInt8(ascii: "*") ? Int(raw.string.filter(\.isNumber)) : nil
          } ?? 1
        let isRight = failed.part.map { $0 == (part + 1, expected) } ?? (expected == 1)
        if !isRight { values["line"] = "wrong part \(String(describing: failed.part))" }
      }
      buffer.append(
        PairsFailures.row(
          failed.id, failed.failure.message, PairsOutput.row(values),
          failed.owed.sorted().joined(separator: ","), errors: failed.failure.errors) + "\n")
    }
  }
}
