import StageKit

/// Reads lines of the JSON form of logs; one for each worker.
///
/// Shape: one object a line whose values are texts, `-` for none. The line is written anew with tabs
/// in the order of `CloudFrontField`, to be read like all others.
/// Source: fact sheet on CloudFront's logs, 1.5.
final class CloudFrontJSON {
  private var values = [Bytes](repeating: .empty, count: CloudFrontField.allCases.count)
  /// The fields that the object in hand names, one bit each.
  private var named: UInt64 = 0

  /// A line in the order of `CloudFrontColumns.all`.
  ///
  /// Errors: what is no JSON object, and one that lacks a field that every log has. Members that are
  /// unknown or no texts or numbers are passed over.
  func line(_ text: Bytes, _ arena: Arena) throws(Failure) -> Bytes {
    for place in values.indices { values[place] = .empty }
    named = 0
    do throws(JSONError) { try read(text, arena) } catch { throw CloudFrontFailures.json(error) }
    let fields = CloudFrontField.allCases.map { named & CloudFrontJSON.bit($0) == 0 ? nil : $0 }
    let missing = CloudFrontColumns(fields).missing.filter { $0 != .query }
    guard missing.isEmpty else { throw CloudFrontFailures.missingKeys(missing) }
    return joined(arena)
  }

  private func read(_ text: Bytes, _ arena: Arena) throws(JSONError) {
    var scanner = JSONScanner(text)
    try scanner.enterObject()
    var expected = 0
    while let member = try scanner.nextMember() {
      guard let field = field(member.name(arena: arena), from: expected) else { continue }
      expected = field.rawValue &+ 1
      named |= CloudFrontJSON.bit(field)
      if member.value.kind == .number {
        values[field.rawValue] = member.value.raw
      } else {
        values[field.rawValue] = member.value.text(arena: arena) ?? .empty
      }
    }
    try scanner.finish()
  }

  /// The field of a name; members mostly stand in CloudFront's order, so the search goes on from the
  /// last one.
  private func field(_ name: Bytes, from: Int) -> CloudFrontField? {
    let names = CloudFrontField.names
    for step in names.indices {
      let place = from &+ step < names.count ? from &+ step : from &+ step &- names.count
      if names[place] == name { return CloudFrontField(rawValue: place) }
    }
    return CloudFrontField.named(name)
  }

  /// The values between tabs. No genuine one holds a tab; in others it is `%09`, as CloudFront
  /// writes it.
  private func joined(_ arena: Arena) -> Bytes {
    var size = values.count
    for value in values { size += 3 * value.count }
    let room = arena.reserve(size)
    var written = 0
    for (place, value) in values.enumerated() {
      if place > 0 {
        room[written] = 9
        written &+= 1
      }
      for i in 0..<value.count {
        if value[i] == 9 {
          (room + written).update(from: CloudFrontJSON.tab.start, count: 3)
          written &+= 3
        } else {
          room[written] = value[i]
          written &+= 1
        }
      }
    }
    return arena.commit(written)
  }

  private static func bit(_ field: CloudFrontField) -> UInt64 { 1 &<< UInt64(field.rawValue) }

  private static let tab = Bytes.constant("%09")
}
