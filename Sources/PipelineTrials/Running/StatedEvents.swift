import PipelineConfig
import StageKit

/// Reads each line as an event whose fields are stated.
struct StatedEvents: InputFormat {
  static let spec = Spec("stated_event", "an event whose fields are stated")

  let values: [TestValue]
  let outputs: [(name: String, output: OutputRef)]
  /// Whether the parts of URIs follow from the URIs, as the source's own format has it.
  let splitsURIs: Bool

  init(_ values: [TestValue], _ source: SourcePlan) {
    self.values = values
    splitsURIs = type(of: source.format).claims == .own
    outputs = zip(source.outputs, source.columns).enumerated().map { place, field in
      (field.0.name, OutputRef(index: place, isWanted: field.1 > 0))
    }
  }

  init(_ setup: Setup) throws(Findings) {
    throw [setup.finding(nil, "unknown-plugin", "'stated_event' is made by a trial alone")]
  }

  func makeDecoder() -> any RecordDecoder { Decoder(self) }

  private final class Decoder: RecordDecoder {
    private let format: StatedEvents

    init(_ format: StatedEvents) { self.format = format }

    func begin(_ context: DecodeContext?) {}

    func decode(_ line: Bytes, _ rows: inout RowWriter) throws(Failure) -> Decoded {
      rows.beginEvent()
      if format.splitsURIs {
        setParts(of: "page_url", "page_url", &rows)
        setParts(of: "page_referrer", "refr_url", &rows)
      }
      for value in format.values {
        if let slot = value.slot(rows.arena) { set(value.field.name, slot, &rows) }
      }
      return .events
    }

    private func set(_ name: String, _ slot: Slot, _ rows: inout RowWriter) {
      if let output = format.outputs.last(where: { $0.name == name })?.output {
        rows.set(output, slot)
      }
    }

    /// The parts of a URI that the event states; what it states of them itself comes later.
    private func setParts(of field: String, _ prefix: String, _ rows: inout RowWriter) {
      guard let value = format.values.first(where: { $0.field.name == field }),
        let text = value.slot(rows.arena)?.text, let uri = URI.parse(text, arena: rows.arena)
      else { return }
      set(prefix + "port", .integer(Int64(uri.port)), &rows)
      let texts = [
        ("scheme", uri.scheme), ("host", uri.host), ("path", uri.path), ("query", uri.query),
        ("fragment", uri.fragment),
      ]
      for (part, bytes) in texts {
        if let bytes, !bytes.isEmpty { set(prefix + part, .text(bytes), &rows) }
      }
    }
  }
}
