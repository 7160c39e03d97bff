import EventModel
import WebValues

/// A failed event as it stands in its file; texts live as long as the arena.
///
/// Source: the pipeline language, failed events.
struct FailedLine {
  /// The version of the form that is read.
  static let version: Int64 = 1

  private(set) var id = ""
  private(set) var kind = ""
  private(set) var sourceID = ""
  private(set) var inputName = ""
  private(set) var line: UInt64?
  private(set) var context: String?
  private(set) var part: (number: Int, of: Int)?
  private(set) var pieces: [(number: Int, of: Int)] = []
  private(set) var owed: [String] = []
  private(set) var attempts = 1
  /// The record as it came; nil when it is not there.
  private(set) var raw: Bytes?
  /// The length of the whole record when it is stated.
  private(set) var wholeLength: Int64?
  private var statedVersion: Int64?

  /// Nil when the line is no failed event of this version.
  init?(_ line: Bytes, _ arena: Arena) {
    do throws(JSONError) { try read(line, arena) } catch { return nil }
    guard statedVersion == FailedLine.version, !kind.isEmpty, !sourceID.isEmpty else { return nil }
  }

  /// Whether `raw` is the record from its first byte to its last.
  var isWhole: Bool { raw.map { wholeLength ?? Int64($0.count) == Int64($0.count) } ?? false }

  private mutating func read(_ line: Bytes, _ arena: Arena) throws(JSONError) {
    var members = JSONScanner(line)
    try members.enterObject()
    while let member = try members.nextMember() {
      let value = member.value
      switch member.name(arena: arena).string {
      case "v": statedVersion = FailedLine.number(value)
      case "id": id = FailedLine.text(value, arena)
      case "class": kind = FailedLine.text(value, arena)
      case "source": try readSource(value, arena)
      case "owed": owed = try FailedLine.texts(value, arena)
      case "attempts": attempts = Int(clamping: FailedLine.number(value) ?? 1)
      case "raw": raw = value.text(arena: arena)
      case "raw_b64": raw = value.text(arena: arena).map { Base64.decode($0, arena: arena) }
      case "raw_length": wholeLength = FailedLine.number(value)
      default: break
      }
    }
    try members.finish()
  }

  private mutating func readSource(_ value: JSONValue, _ arena: Arena) throws(JSONError) {
    var members = JSONScanner(value.raw)
    try members.enterObject()
    while let member = try members.nextMember() {
      let value = member.value
      switch member.name(arena: arena).string {
      case "id": sourceID = FailedLine.text(value, arena)
      case "name": inputName = FailedLine.text(value, arena)
      case "line": line = FailedLine.number(value).flatMap { UInt64(exactly: $0) }
      case "context": context = value.text(arena: arena)?.string
      case "part": part = try FailedLine.part(value)
      case "pieces": pieces = try FailedLine.pieces(value)
      default: break
      }
    }
  }

  private static func part(_ value: JSONValue) throws(JSONError) -> (number: Int, of: Int)? {
    var numbers: [Int] = []
    var elements = JSONScanner(value.raw)
    try elements.enterArray()
    while let element = try elements.nextElement() {
      numbers.append(number(element).map { Int(clamping: $0) } ?? 0)
    }
    guard numbers.count == 2, (1...max(numbers[1], 1)).contains(numbers[0]) else { return nil }
    return (numbers[0], numbers[1])
  }

  private static func pieces(_ value: JSONValue) throws(JSONError) -> [(number: Int, of: Int)] {
    var pieces: [(number: Int, of: Int)] = []
    var elements = JSONScanner(value.raw)
    try elements.enterArray()
    while let element = try elements.nextElement() {
      if let piece = try part(element) { pieces.append(piece) }
    }
    return pieces
  }

  private static func texts(_ value: JSONValue, _ arena: Arena) throws(JSONError) -> [String] {
    var texts: [String] = []
    var elements = JSONScanner(value.raw)
    try elements.enterArray()
    while let element = try elements.nextElement() { texts.append(text(element, arena)) }
    return texts
  }

  private static func text(_ value: JSONValue, _ arena: Arena) -> String {
    value.text(arena: arena)?.string ?? ""
  }

  private static func number(_ value: JSONValue) -> Int64? {
    value.kind == .number ? Int64(value.raw.string) : nil
  }
}
