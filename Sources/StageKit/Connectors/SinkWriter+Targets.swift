extension SinkWriter {
  /// All rows go to one target, unless the writer has several.
  public func write(
    _ rows: UnsafeRawBufferPointer, to name: UnsafeRawBufferPointer
  ) throws(Failure) {
    try write(rows)
  }
}
