import EventModel
import StageKit

/// Takes the record out of a failed event and has it decoded as it was before.
final class ReplayDecoder: RecordDecoder {
  /// What the record in hand brings along; nil when it is not tried.
  private(set) var attempt: EarlierAttempt?

  private let format: ReplayFormat
  private let base: any RecordDecoder
  /// The header line that `base` was begun with.
  private var context: String?

  init(_ format: ReplayFormat) {
    self.format = format
    base = format.base.makeDecoder()
  }

  func begin(_ context: DecodeContext?) { begin(under: nil) }

  /// Begins under a header line.
  private func begin(under line: String?) {
    context = line
    let arena = Arena()
    base.begin(line.flatMap { format.base.scan(arena.copy($0), nil) })
    withExtendedLifetime(arena) {}
  }

  func decode(_ line: Bytes, _ rows: inout RowWriter) throws(Failure) -> Decoded {
    attempt = nil
    guard let failed = FailedLine(line, rows.arena) else {
      if format.otherSources != nil { format.tally.add(.foreign) }
      return .nothing
    }
    guard failed.sourceID == format.source else {
      if format.otherSources?.contains(failed.sourceID) == false {
        format.tally.add(.noSource(failed.sourceID))
      }
      return .nothing
    }
    guard format.choice.takes(failed) else { return skip(.notChosen) }
    let owed = failed.owed.filter(format.sinks.contains)
    for sink in failed.owed where !owed.contains(sink) { format.tally.miss(sink: sink) }
    guard !owed.isEmpty else { return skip(.noSink) }
    guard let raw = failed.raw, failed.isWhole else { return skip(.noRecord(failed.kind)) }
    format.tally.add(.replayed)
    return try decode(raw, of: failed, owed: owed, &rows)
  }

  private func skip(_ fate: ReplayTally.Fate) -> Decoded {
    format.tally.add(fate)
    return .nothing
  }

  private func decode(
    _ raw: Bytes, of failed: FailedLine, owed: [String], _ rows: inout RowWriter
  ) throws(Failure) -> Decoded {
    attempt = EarlierAttempt(
      inputName: failed.inputName, line: failed.line, context: failed.context, part: failed.part,
      pieces: failed.pieces, attempts: failed.attempts, owed: owed)
    if failed.context != context { begin(under: failed.context) }
    // Decoders read whole groups of bytes behind a text: a copy has the slack for that.
    let record = rows.arena.copy(raw)
    rows.replaceRecord(
      record, line: failed.line ?? 0,
      origin: rows.arena.copy(failed.sourceID + "\u{0}" + failed.inputName))
    let result = try base.decode(Line.content(record), &rows)
    if case .events = result, let part = failed.part, rows.part != part.of {
      throw Failure(
        .invalid,
        "event \(part.number) of \(part.of) was owed, but the record makes \(rows.part) by now")
    }
    return result
  }
}
