import StageKit

/// User agents that one worker has decoded, by their text in the log.
///
/// Cost: a hash and a comparison for an agent that was met before; decoding one takes 15 times as
/// many instructions, for it is full of escapes.
final class DecodedAgents {
  /// Agents at most: 200,000 requests of a shop come from 7,500 different ones.
  static let entryLimit = 8_192
  /// Bytes of texts at most: those of `entryLimit` agents take 3 MB.
  static let byteLimit = 4 * 1024 * 1024
  /// Longer ones are decoded each time: a few of them must not push out all others.
  static let longestKey = 2_048

  private let cache = SlotCache(
    width: 1, entryLimit: DecodedAgents.entryLimit, byteLimit: DecodedAgents.byteLimit)

  /// The text of an agent, decoded and cleaned; it lives as long as the slice of `arena`.
  func decode(_ raw: Bytes, _ arena: Arena) -> Bytes {
    guard raw.count <= DecodedAgents.longestKey else { return DecodedAgents.decoded(raw, arena) }
    cache.begin(arena)
    let hash = raw.hash
    if let known = cache.find(raw, hash: hash) { return known.pointee.bytes }
    let text = DecodedAgents.decoded(raw, arena)
    let slot = cache.insert(raw, hash: hash)
    slot.pointee = .text(cache.store(text))
    return text
  }

  private static func decoded(_ raw: Bytes, _ arena: Arena) -> Bytes {
    PercentCoding.decode(raw, .undouble, cleaning: .agent, arena: arena)
  }
}
