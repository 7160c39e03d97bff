/// A row that a receiver refused for good.
public struct RowRefusal: Sendable {
  /// The number of the row among all that the writer was handed, from 0.
  public let row: UInt64
  /// Why the receiver refused it.
  public let failure: Failure

  /// Makes a refusal of the row with this number, from 0.
  public init(row: UInt64, _ failure: Failure) {
    self.row = row
    self.failure = failure
  }
}
