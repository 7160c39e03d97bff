import StageKit

/// Writes a failed event as a JSON object on a line of its own.
///
/// Source: the pipeline language, failed events; keys stand in the order of that page.
final class FailedJSONEncoder: FailedEncoder {
  private let scratch = FormScratch()

  /// The version of the form that is written.
  static let version: Int64 = 1

  func encode(_ failed: FailedEvent, into buffer: OutputBuffer) {
    scratch.arena.reset()
    var line = JSONLine(buffer, scratch)
    putHead(failed, &line)
    putSource(failed, &line)
    if !failed.failure.errors.isEmpty { line.texts("errors", failed.failure.errors) }
    line.texts("owed", failed.owed)
    line.number("attempts", Int64(failed.attempts))
    putLookups(failed, &line)
    putEvent(failed, &line)
    putRaw(failed, &line)
    line.finish()
  }

  private func putHead(_ failed: FailedEvent, _ line: inout JSONLine) {
    line.number("v", FailedJSONEncoder.version)
    line.value("at", .timestamp(failed.at))
    line.text("pipeline", failed.pipeline)
    line.text("id", failed.id)
    line.text("use", failed.use)
    if let about = failed.about { line.text("about", about) }
    line.text("class", failed.failure.kind.rawValue)
    line.text("message", failed.failure.message)
  }

  private func putSource(_ failed: FailedEvent, _ line: inout JSONLine) {
    line.open("source")
    line.text("id", failed.sourceID)
    line.text("name", failed.inputName)
    if let number = failed.line { line.number("line", Int64(clamping: number)) }
    if let part = failed.part { line.numbers("part", [Int64(part.number), Int64(part.of)]) }
    if !failed.pieces.isEmpty {
      line.numbers("pieces", failed.pieces.map { [Int64($0.number), Int64($0.of)] })
    }
    if let context = failed.context { line.text("context", context) }
    line.close()
  }

  private func putLookups(_ failed: FailedEvent, _ line: inout JSONLine) {
    guard !failed.lookups.isEmpty else { return }
    line.open("lookups")
    for lookup in failed.lookups { line.text(lookup.name, lookup.version) }
    line.close()
  }

  private func putEvent(_ failed: FailedEvent, _ line: inout JSONLine) {
    guard failed.event.contains(where: { !$0.value.isEmpty }) else { return }
    line.open("event")
    for (field, value) in failed.event where !value.isEmpty { line.value(field.name, value) }
    line.close()
  }

  private func putRaw(_ failed: FailedEvent, _ line: inout JSONLine) {
    if let raw = failed.raw {
      if UTF8Repair.valid(raw) {
        line.value("raw", .text(raw))
      } else {
        line.value("raw_b64", .text(Base64.encode(raw, arena: scratch.arena)))
      }
    }
    if let whole = failed.whole {
      line.number("raw_length", Int64(clamping: whole.length))
      line.text("raw_sha256", whole.sha256)
    }
  }
}
