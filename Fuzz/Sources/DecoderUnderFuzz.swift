import Formats
import StageKit

/// A decoder with all of its outputs, that checks what comes out.
final class DecoderUnderFuzz: RowSupply {
  private let format: any InputFormat
  private let decoder: any RecordDecoder
  private let slice: Slice
  private let outputs: [Int]

  // Only libFuzzer's one thread comes here.
  nonisolated(unsafe) static let all: [DecoderUnderFuzz] = [
    make(CloudFront.self, [:]),
    make(CloudFront.self, ["invalid": .text("empty"), "dialect": .text("snowplow")]),
    make(CloudFront.self, ["invalid": .text("empty"), "other_requests": .text("access_log")]),
    make(
      CloudFront.self,
      [
        "invalid": .text("empty"), "other_requests": .text("access_log"),
        "access_log_event": .boolean(true),
      ]),
    make(
      CloudFront.self,
      [
        "invalid": .text("empty"), "other_requests": .text("access_log"),
        "access_log_event": .boolean(true), "dialect": .text("snowplow"),
      ]),
    make(ClojureTomcat.self, ["invalid": .text("empty")]),
    make(Combined.self, ["invalid": .text("empty"), "host": .text("https://a.example")]),
  ]

  private static func make<F: InputFormat>(
    _ type: F.Type, _ options: [String: OptionData]
  ) -> DecoderUnderFuzz {
    do throws(Findings) { return try DecoderUnderFuzz(type, options) } catch {
      preconditionFailure("the options of a fuzzed decoder are wrong: \(error)")
    }
  }

  private init<F: InputFormat>(
    _ type: F.Type, _ options: [String: OptionData]
  ) throws(Findings) {
    var setup = Setup(id: "fuzz")
    for option in F.spec.options {
      setup.options[option.name] = options[option.name] ?? option.defaultValue
    }
    let names = F.spec.outputs.map(\.field)
    for (index, name) in names.enumerated() {
      setup.outputs[name] = OutputRef(index: index, isWanted: true)
    }
    outputs = Array(names.indices)
    slice = Slice(columnCount: names.count)
    format = try F(setup)
    decoder = format.makeDecoder()
  }

  func nextSlice() -> Slice { Slice(columnCount: outputs.count) }

  /// Decodes the lines of a block, as the engine cuts them.
  func run(_ block: Bytes) {
    decoder.begin(nil)
    var place = 0
    var line: UInt64 = 1
    while place < block.count {
      let end = block.firstIndex(of: 10, from: place) ?? block.count
      let raw = block.slice(place, end)
      let content = raw.count > 0 && raw[raw.count - 1] == 13 ? raw.dropLast(1) : raw
      if !content.isEmpty { decode(content, raw, line) }
      place = end + 1
      line += 1
    }
  }

  private func decode(_ line: Bytes, _ raw: Bytes, _ number: UInt64) {
    slice.reset()
    var rows = RowWriter(
      slice: slice, outputs: outputs, origin: Bytes.empty, now: 1_700_000_000_123, supply: self)
    rows.beginRecord(raw, line: number)
    do throws(Failure) { _ = try decoder.decode(line, &rows) } catch { return }
    for row in 0..<slice.rowCount {
      for column in outputs { check(slice.columns[column][row]) }
    }
  }

  /// Every text is UTF-8 and fits into a column, every JSON value is JSON.
  private func check(_ value: Slot) {
    switch value.kind {
    case .text, .decimal:
      precondition(UTF8Repair.valid(value.bytes), "a text is no UTF-8")
      precondition(!value.bytes.contains(9) && !value.bytes.contains(10), "a text holds a tab")
    case .json:
      do throws(JSONError) { _ = try JSONScanner.value(value.bytes) } catch {
        preconditionFailure("a JSON value is none: \(error)")
      }
    case .empty, .integer, .float, .double, .boolean, .timestamp, .entities: break
    }
  }
}
