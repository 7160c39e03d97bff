/// A row that fails, and why.
public struct RowFailure {
  /// Its place in the slice.
  public let row: Int
  /// Why it failed.
  public let failure: Failure

  /// Makes the failure of a row, by its place in the slice.
  public init(row: Int, failure: Failure) {
    self.row = row
    self.failure = failure
  }
}
