extension ExpressionErrors {
  /// The rows as failures of class `expression`.
  package var failures: [RowFailure] {
    list.map { RowFailure(row: $0.row, failure: Failure(.expression, $0.message)) }
  }
}

extension BatchChanges {
  /// Gives up the rows for which an expression was an error.
  public mutating func fail(_ errors: ExpressionErrors) {
    for error in errors.list { fail(row: error.row, Failure(.expression, error.message)) }
  }
}
