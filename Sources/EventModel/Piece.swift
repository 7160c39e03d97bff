/// Which piece of an event a row is, after a stage has split it.
public struct Piece: BitwiseCopyable, @unchecked Sendable {
  // Sendable: what `whole` points at is never written again, and lives as long as the row.

  /// From 1.
  public let number: UInt32
  /// How many pieces that stage made of the event.
  public let of: UInt32
  /// Which piece of an event split before the event was; nil: a whole one.
  public let whole: UnsafePointer<Piece>?

  /// Makes the piece with this number, from 1, of `of`.
  public init(number: UInt32, of: UInt32, whole: UnsafePointer<Piece>?) {
    self.number = number
    self.of = of
    self.whole = whole
  }

  /// The numbers from the stage that split first to the one that split last.
  public static func path(_ piece: UnsafePointer<Piece>?) -> [(number: Int, of: Int)] {
    var path: [(number: Int, of: Int)] = []
    var next = piece
    while let piece = next?.pointee {
      path.insert((Int(piece.number), Int(piece.of)), at: 0)
      next = piece.whole
    }
    return path
  }
}
