/// Where a program stands in its try from one place.
struct UAPWay: BitwiseCopyable {
  var op: UnsafePointer<UAPOp>
  /// The place in the agent.
  var at: Int
  /// How many other ways are noted.
  var top = 0
  /// Steps that are left.
  var left: Int

  /// Takes the steps for bytes that were passed over.
  @inline(__always)
  mutating func pay(_ bytes: Int) { left &-= bytes &>> 2 }
}
