/// One instruction of a program.
struct UAPOp: BitwiseCopyable {
  enum Code: UInt8 {
    /// The rule matches.
    case accept
    /// One byte of `set`.
    case byte
    /// `length` bytes: `text`, the first lowest.
    case text
    /// The same in any case; `text` is folded.
    case foldedText
    /// `first` to `second` bytes of `set`, as many as possible, before a byte of the set `follow`;
    /// `length` is 1 when the set is what a dot stands for.
    case greedy
    /// The same, as few as possible.
    case lazy
    /// What stands next, or `first`, when `set` has the byte that comes.
    case split
    /// The same, `first` before what stands next.
    case lazySplit
    /// One of many branches, by the byte that comes: table `first`.
    case branches
    case jump
    /// Notes the place as offset number `first`.
    case save
    /// `first` is a `UAPPosition`.
    case position
  }

  /// The number of no set: any byte will do, and so will the end.
  static let noSet: UInt16 = .max
  /// `second` of a repetition without end.
  static let noEnd: UInt32 = .max

  var code: Code
  var length: UInt8 = 0
  var set: UInt16 = noSet
  var follow: UInt16 = noSet
  var first: UInt32 = 0
  var second: UInt32 = 0
  var text: UInt64 = 0
}
