import CKernels
import StageKit

/// What stands in the claimed fields of a line.
///
/// Shape: one walk over the line finds the values, so that the last one of equal keys counts; all
/// else is checked, and given to the remainder when that is kept. A line that may be invalid is walked
/// over once more, for the place and the reason.
final class ClaimedValues {
  private let keys: ClaimedKeys
  private let trail: KeyTrail
  private let mode: OtherKeys
  private let strings = JSONStrings()
  let remainder = Remainder()
  /// Paths that nothing claims, when they fail the event.
  @exclusivity(unchecked) private(set) var unknown: [String] = []

  private let values: UnsafeMutablePointer<JSONValue>
  /// By field, the number of the line that had it last.
  private let seen: UnsafeMutablePointer<UInt64>
  /// The fields that the line has, in the order of their first keys.
  private let found: UnsafeMutablePointer<Int>
  @exclusivity(unchecked) private(set) var count = 0
  @exclusivity(unchecked) private var line: UInt64 = 0

  init(_ fields: [SourceField], _ mode: OtherKeys) {
    keys = ClaimedKeys(fields)
    trail = KeyTrail(nodeCount: keys.nodeCount)
    self.mode = mode
    let size = max(fields.count, 1)
    values = .allocate(capacity: size)
    seen = .allocate(capacity: size)
    seen.initialize(repeating: 0, count: size)
    found = .allocate(capacity: size)
  }

  deinit {
    values.deallocate()
    seen.deallocate()
    found.deallocate()
  }

  /// The fields that the line has are the `count` first.
  @inline(__always)
  func field(_ place: Int) -> Int { found[place] }

  /// The value of a field that the line has.
  @inline(__always)
  func value(_ field: Int) -> JSONValue { values[field] }

  /// Finds what a line has.
  func read(_ text: Bytes, _ arena: Arena) throws(JSONError) {
    // What is wrong is told by a walk that looks at the strings itself.
    if strings.find(in: text) {
      do throws(JSONError) {
        return try walk(JSONCursor(text, strings: strings), arena)
      } catch {}
    }
    try walk(JSONCursor(text), arena)
  }

  private func walk(_ start: JSONCursor, _ arena: Arena) throws(JSONError) {
    line &+= 1
    count = 0
    if mode == .keep { remainder.begin() }
    if !unknown.isEmpty { unknown = [] }
    trail.begin()
    var cursor = start
    try cursor.enter(123, .object)
    _ = try readMembers(of: 0, depth: 2, isClaimed: false, &cursor, arena)
    try cursor.finish()
  }

  /// Reads the members of the object behind whose bracket the cursor is; gives whether there are any.
  private func readMembers(
    of node: Int, depth: Int, isClaimed: Bool, _ cursor: inout JSONCursor, _ arena: Arena
  ) throws(JSONError) -> Bool {
    let text = cursor.text
    let quotes = depth <= JSONScanner.depthLimit ? cursor.quotes : nil
    let object = Object(
      node: node, depth: depth, isClaimed: isClaimed, passesOthers: isClaimed || mode == .drop)
    var at = cursor.at
    var last = trail.nowhere
    var step = trail.expected(in: node)
    while at >= text.count || text[at] != 125 {
      if KeyTrail.stands(step, text, at: at) {
        at &+= Int(step.pointee.count)
      } else {
        cursor.at = at
        guard let found = try findStep(behind: last, of: node, &cursor, arena) else {
          return last != trail.nowhere
        }
        step = found
        at = cursor.at
      }
      if let quotes, at < text.count, text[at] == 34 {
        let start = at
        at = ck_next_bit(quotes, start &+ 1) &+ 1
        let isEscaped =
          step.pointee.node >= 0 && ck_has_bit(cursor.slashes, start, at &- start) != 0
        let value = JSONValue(kind: .string, raw: text.slice(start, at), isEscaped: isEscaped)
        take(value, step, in: object, text, arena)
      } else {
        cursor.at = at
        try readValue(step, in: object, &cursor, arena)
        at = cursor.at
      }
      last = step
      step = step.pointee.next
    }
    cursor.at = at &+ 1
    return last != trail.nowhere
  }

  /// The object whose members are read.
  private struct Object {
    let node: Int
    /// How deep its members are.
    let depth: Int
    /// Whether it is a field, or inside one, so that no rest of it is kept.
    let isClaimed: Bool
    /// Whether members that nothing claims are only checked.
    let passesOthers: Bool
  }

  /// Moves over a key that was not expected; nil at the end of the object.
  @inline(never)
  private func findStep(
    behind last: KeyTrail.Place, of node: Int, _ cursor: inout JSONCursor, _ arena: Arena
  ) throws(JSONError) -> KeyTrail.Place? {
    let start = cursor.at
    let isFirst = last == trail.nowhere
    if !isFirst {
      // Perhaps a key is missing that only some lines have.
      let later = last.pointee.next.pointee.next
      if KeyTrail.stands(later, cursor.text, at: start) {
        cursor.at = start &+ Int(later.pointee.count)
        return later
      }
      if let step = knownStep(of: node, &cursor) {
        trail.link(step, behind: last, in: node)
        return step
      }
    }
    guard let key = try cursor.nextKey(isFirst: isFirst) else { return nil }
    let whole = cursor.text.slice(start, cursor.at)
    let step = trail.find(whole, in: node) ?? newStep(whole, key, in: node, arena)
    trail.link(step, behind: last, in: node)
    return step
  }

  /// Moves over a comma and a key that stood in an earlier line, without blanks.
  @inline(__always)
  private func knownStep(of node: Int, _ cursor: inout JSONCursor) -> KeyTrail.Place? {
    let (text, start) = (cursor.text, cursor.at)
    guard let quotes = cursor.quotes, start &+ 1 < text.count, text[start] == 44,
      text[start &+ 1] == 34
    else { return nil }
    let end = ck_next_bit(quotes, start &+ 2) &+ 2
    guard end <= text.count, text[end &- 1] == 58, text[end] > 32,
      let step = trail.find(text.slice(start, end), in: node)
    else { return nil }
    cursor.at = end
    return step
  }

  private func newStep(
    _ whole: Bytes, _ key: (text: Bytes, isEscaped: Bool), in node: Int, _ arena: Arena
  ) -> KeyTrail.Place {
    let name = key.isEscaped ? JSONText.unescape(key.text, arena: arena) : key.text
    return trail.add(whole, in: node, key: key.text, node: keys.node(name, in: node) ?? -1)
  }

  /// Reads a value that is no string, or one of which it is not known where it ends.
  @inline(never)
  private func readValue(
    _ step: KeyTrail.Place, in object: Object, _ cursor: inout JSONCursor, _ arena: Arena
  ) throws(JSONError) {
    let (text, start, node) = (cursor.text, cursor.at, Int(step.pointee.node))
    if node >= 0, keys.isParent(node), start < text.count, text[start] == 123,
      object.depth <= JSONScanner.depthLimit
    {
      return try readObject(step, in: object, &cursor, arena)
    }
    take(try cursor.value(depth: object.depth), step, in: object, text, arena)
  }

  /// Reads an object of whose members some are claimed.
  private func readObject(
    _ step: KeyTrail.Place, in object: Object, _ cursor: inout JSONCursor, _ arena: Arena
  ) throws(JSONError) {
    let (text, start, node) = (cursor.text, cursor.at, Int(step.pointee.node))
    let isClaimed = object.isClaimed || keys.isField(node)
    let keepsRest = mode == .keep && !isClaimed
    let mark = keepsRest ? remainder.open(key(of: step, text, before: start)) : 0
    // Its own fields come before those inside, though its end is not known yet.
    note(node, JSONValue(kind: .object, raw: text.slice(start, start), isEscaped: false))
    cursor.at = start + 1
    let hasMembers = try readMembers(
      of: node, depth: object.depth + 1, isClaimed: isClaimed, &cursor, arena)
    note(node, JSONValue(kind: .object, raw: text.slice(start, cursor.at), isEscaped: false))
    if keepsRest { remainder.close(mark, keepsEmpty: !hasMembers) }
  }

  /// Notes a value whose key is claimed; others are others.
  @inline(__always)
  private func take(
    _ value: JSONValue, _ step: KeyTrail.Place, in object: Object, _ text: Bytes, _ arena: Arena
  ) {
    let node = Int(step.pointee.node)
    if node >= 0 { note(node, value) }
    if object.passesOthers { return }
    if node >= 0, keys.isField(node) || (mode != .keep && value.kind == .null) { return }
    addOther(value, step, in: object.node, text, arena)
  }

  @inline(__always)
  private func note(_ node: Int, _ value: JSONValue) {
    var field = keys.firstField(node)
    while field >= 0 {
      if seen[field] != line {
        seen[field] = line
        found[count] = field
        count &+= 1
      }
      (values + field).initialize(to: value)
      field = keys.nextField(field)
    }
  }

  @inline(never)
  private func addOther(
    _ value: JSONValue, _ step: KeyTrail.Place, in node: Int, _ text: Bytes, _ arena: Arena
  ) {
    let key = key(of: step, text, before: value.raw.start - text.start)
    if mode == .keep {
      remainder.add(key, JSONText.compact(value.raw, arena: arena))
    } else {
      unknown.append(keys.path(JSONText.unescape(key, arena: arena), in: node))
    }
  }

  /// The key of a step that ends before a place, as it stands there.
  private func key(of step: KeyTrail.Place, _ text: Bytes, before end: Int) -> Bytes {
    let start = end - Int(step.pointee.count) + Int(step.pointee.keyStart)
    return text.slice(start, start + Int(step.pointee.keyCount))
  }
}
