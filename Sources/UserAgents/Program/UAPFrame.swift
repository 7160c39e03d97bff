/// Where a program can go on in another way.
struct UAPFrame: BitwiseCopyable {
  enum Kind: UInt8 {
    /// At `place`, with instruction `op`.
    case other
    /// A repetition `op` that took up to `place`, and can take as few as up to `limit`.
    case greedy
    /// A repetition `op` that took up to `place`, and can take as many as up to `limit`.
    case lazy
    /// `limit` branches of the list from `op` on, at `place`.
    case branches
    /// Not a way: offset number `op` was `place` before.
    case restore
  }

  var kind: Kind
  var op: UInt32
  var place: Int32
  var limit: Int32 = 0
}
