extension Pipeline {
  /// Whether an input goes on until somebody stops the run.
  public var isEndless: Bool { plan.sources.contains { $0.source.isEndless } }

  /// The bytes of all inputs together, as they are stored; nil when nobody knows.
  ///
  /// Cost: looks at every file.
  public var inputSize: UInt64? {
    var sum: UInt64 = 0
    for source in plan.sources {
      guard let size = source.source.size else { return nil }
      sum += size
    }
    return sum
  }

  /// Where the file wants metrics and health to be served; nil: nowhere.
  package var listen: ListenAddress? { plan.run.listen }
}
