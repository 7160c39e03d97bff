import StageKit

/// A hash of texts that is the same everywhere and always.
///
/// Shape: FNV-1a of 64 bits over the bytes of each text and its length, then mixed so that the high bits
/// depend on all of them.
/// Source: draft-eastlake-fnv; the mixer is the last step of SplitMix64.
struct KeyHash {
  private static let prime: UInt64 = 0x0000_0100_0000_01b3
  private var state: UInt64

  init(_ seed: UInt64 = 0xcbf2_9ce4_8422_2325) { state = seed }

  mutating func add(_ text: Bytes) {
    for i in 0..<text.count { state = (state ^ UInt64(text[i])) &* KeyHash.prime }
    var count = UInt64(text.count)
    for _ in 0..<4 {
      state = (state ^ (count & 255)) &* KeyHash.prime
      count >>= 8
    }
  }

  var value: UInt64 {
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}
