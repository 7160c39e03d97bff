import EventModel
import Foundation
import Testing
import WebValues

@Suite struct TrackerFieldTests {
  let arena = Arena()

  @Test func `the shared vectors of parameters pass`() throws {
    try SharedVectors.each("tracker_protocol_field") { name, input, expected, _ in
      guard let parameter = input["parameter"] as? String, let value = input["value"] as? String,
        let kind = kinds[parameter]
      else { return }
      let columns = (expected["columns"] as? [String: Any]).map { $0.values.map { "\($0)" } }
      let wanted = columns?.sorted().joined(separator: " ") ?? "error"
      #expect(convert(kind, bytes(value)) == wanted, "\(name)")
    }
  }

  private enum Kind { case integer, decimal, milliseconds, uuid, size }

  private let kinds: [String: Kind] = [
    "tid": .integer, "vid": .integer, "ti_qu": .integer, "pp_miy": .integer, "se_va": .decimal,
    "tr_tt": .decimal, "ti_pr": .decimal, "dtm": .milliseconds, "stm": .milliseconds, "eid": .uuid,
    "sid": .uuid, "res": .size, "ds": .size, "vp": .size,
  ]

  private func convert(_ kind: Kind, _ value: Bytes) -> String {
    if value.equalsFolded("null") && (kind == .integer || kind == .decimal) { return "<null>" }
    switch kind {
    case .integer: return NumberText.int32(value).map { "\($0)" } ?? "error"
    case .decimal: return DecimalText.canonical(value, arena: arena)?.string ?? "error"
    case .uuid: return UUIDText.canonical(value, arena: arena)?.string ?? "error"
    case .milliseconds:
      guard let time = NumberText.epochMilliseconds(value) else { return "error" }
      return written(TimestampText.capacity) { TimestampText.write(time, $0) }
    case .size:
      guard case .size(let width, let height) = Dimensions.parse(value) else { return "error" }
      return ["\(width)", "\(height)"].sorted().joined(separator: " ")
    }
  }
}
