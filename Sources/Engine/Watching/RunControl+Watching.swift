extension RunControl {
  /// What is known of the run; nil before its lookups are open.
  ///
  /// Cost: one look at the books, as every ticket takes several; the run does not wait.
  public func snapshot() -> RunSnapshot? { view.snapshot(isStopping: isStopping) }

  /// Tells the observer.
  func tell(_ event: RunEvent) { view.tell(event) }
}
