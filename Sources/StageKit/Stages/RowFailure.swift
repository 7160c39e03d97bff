/// A row that fails, and why.
public struct RowFailure {
  /// Its place in the slice.
  public let row: Int
  public let failure: Failure

  public init(row: Int, failure: Failure) {
    self.row = row
    self.failure = failure
  }
}
