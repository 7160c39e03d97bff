import Formats
import StageKit

/// A decoder with all of its outputs, that checks what comes out.
final class DecoderUnderFuzz: RowSupply {
  private let format: any InputFormat
  private let decoder: any RecordDecoder
  private let slice: Slice
  /// The slices behind the first one that the record in hand filled.
  private var more: [Slice] = []
  private let outputs: [Int]

  init<F: InputFormat>(_ type: F.Type, _ options: [String: OptionData]) throws(Findings) {
    var setup = Setup(id: "fuzz", F.spec, options)
    var names = F.spec.outputs.map(\.field)
    if F.claims == .keys { names += SnowplowFields.all.map(\.name) + ["others"] }
    for (index, name) in names.enumerated() {
      setup.outputs[name] = OutputRef(index: index, isWanted: true)
    }
    if F.claims == .keys {
      setup.fields = SnowplowFields.all.enumerated().map { index, field in
        SourceField(
          field: field, path: index % 7 == 0 ? ["a", field.name] : [field.name], isRequired: false,
          output: OutputRef(index: index, isWanted: true))
      }
      setup.othersOutput = OutputRef(index: names.count - 1, isWanted: true)
    }
    outputs = Array(names.indices)
    slice = Slice(columnCount: names.count)
    format = try F(setup)
    decoder = format.makeDecoder()
  }

  func nextSlice() -> Slice {
    let slice = Slice(columnCount: outputs.count)
    more.append(slice)
    return slice
  }

  /// Decodes the lines of a block, as the engine cuts them.
  func run(_ block: Bytes) {
    decoder.begin(nil)
    var place = 0
    var line: UInt64 = 1
    while place < block.count {
      let end = block.firstIndex(of: 10, from: place) ?? block.count
      let raw = block.slice(place, end)
      let content = raw.count > 0 && raw[raw.count - 1] == 13 ? raw.dropLast(1) : raw
      if !content.isEmpty || format.readsEmptyLines { decode(content, raw, line) }
      place = end + 1
      line += 1
    }
  }

  private func decode(_ line: Bytes, _ raw: Bytes, _ number: UInt64) {
    slice.reset()
    more.removeAll()
    var rows = RowWriter(
      slice: slice, outputs: outputs, origin: Bytes.empty, now: 1_700_000_000_123, supply: self)
    rows.beginRecord(raw, line: number)
    do throws(Failure) {
      _ = try decoder.decode(line, &rows)
    } catch {
      rows.dropRecord()
      for slice in [slice] + more { precondition(slice.rowCount == 0, "a failed record has rows") }
      check(line, isRead: false)
      return
    }
    rows.endRecord()
    check(line, isRead: true)
    for slice in [slice] + more {
      for row in 0..<slice.rowCount {
        for column in outputs { check(slice.columns[column][row]) }
      }
    }
  }

  /// A line of JSON is read when a walk over it that claims nothing finds an object, behind a byte order
  /// mark if it has one.
  private func check(_ line: Bytes, isRead: Bool) {
    guard !checksControls else { return }
    let text = line.hasPrefix("\u{feff}") ? line.dropFirst(3) : line
    var kind: JSONValue.Kind?
    do throws(JSONError) { kind = try JSONScanner.value(text).kind } catch {}
    precondition(isRead == (kind == .object), "a line is read that is no object, or one is not")
  }

  /// Every text is UTF-8 and fits into a column, every JSON value is JSON.
  private func check(_ value: Slot) {
    switch value.kind {
    case .text, .decimal: precondition(UTF8Repair.valid(value.bytes), "a text is no UTF-8")
    case .json:
      do throws(JSONError) { _ = try JSONScanner.value(value.bytes) } catch {
        preconditionFailure("a JSON value is none: \(error)")
      }
    case .empty, .integer, .float, .double, .boolean, .timestamp, .entities: break
    }
    guard checksControls, value.kind == .text else { return }
    precondition(!value.bytes.contains(9) && !value.bytes.contains(10), "a text holds a tab")
  }

  /// Formats of logs clean their texts; those of JSON keep what was written.
  private var checksControls: Bool { type(of: format).claims == .own }
}
