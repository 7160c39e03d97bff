/// What an expression may take; past it the expression is refused, or the event fails.
enum ExpressionLimits {
  /// Parts of one expression: people write some dozens.
  static let nodes = 20_000
  /// Loops (`all`, `map` and so on) inside each other: what they cost multiplies.
  static let loops = 8
  /// Elements that the loops of one expression look at for one event: 10 ms or so.
  static let steps = 100_000
  /// New bytes that one expression makes for one event: with 256 events in a slice 256 MiB at worst.
  static let bytes = 1024 * 1024
  /// Digits behind the point in `format`: a double has no more than 1074.
  static let precision = 1100
}
