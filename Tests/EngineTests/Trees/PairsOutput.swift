import StageKit

/// Writes `name=value` for all fields that are not empty, in a fixed order.
struct PairsOutput: OutputFormat {
  static let spec = Spec("pairs", "names and values")
  static let columns = ColumnPolicy.available
  static let order = ["line", "part"] + Dice.fields + ["errors"]
  let names: [String]

  init(_ setup: Setup) throws(Findings) { names = setup.writtenFields.map(\.name) }

  func makeEncoder() -> any RowEncoder { Encoder(names: names) }

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
