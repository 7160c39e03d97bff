import StageKit

/// User agents that one worker has decoded, by their text in the log.
///
/// Shape: who asks says so early (`expect`), and once more a while before (`fetch`): what is known of
/// an agent lies far away in memory, and comes while the rest of the line is read.
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

  /// An agent that will be asked for.
  func expect(_ raw: Bytes) -> EncodedAgent {
    guard raw.count <= DecodedAgents.longestKey else { return EncodedAgent(raw: raw, hash: 0) }
    let hash = raw.hash
    cache.fetchPlace(hash: hash)
    return EncodedAgent(raw: raw, hash: hash)
  }

  /// Fetches what is known of an agent that is expected.
  func fetch(_ agent: EncodedAgent) { cache.fetchRow(hash: agent.hash) }

  /// The text of an agent, decoded and cleaned; it lives as long as the slice of `arena`.
  func decode(_ agent: EncodedAgent, _ arena: Arena) -> Bytes {
    guard agent.raw.count <= DecodedAgents.longestKey else {
      return DecodedAgents.decoded(agent.raw, arena)
    }
    cache.begin(arena)
    if let known = cache.find(agent.raw, hash: agent.hash) { return known.pointee.bytes }
    let text = DecodedAgents.decoded(agent.raw, arena)
    let slot = cache.insert(agent.raw, hash: agent.hash)
    slot.pointee = .text(cache.store(text))
    return text
  }

  private static func decoded(_ raw: Bytes, _ arena: Arena) -> Bytes {
    PercentCoding.decode(raw, .undouble, cleaning: .agent, arena: arena)
  }
}

/// A user agent as CloudFront writes it.
struct EncodedAgent {
  let raw: Bytes
  let hash: UInt64
}
