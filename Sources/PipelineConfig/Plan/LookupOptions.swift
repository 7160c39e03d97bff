/// How a lookup is kept fresh, as the pipeline file says.
package struct LookupOptions: Sendable, Equatable {
  /// How often its file is looked at; nil: only when somebody asks.
  package var refreshMilliseconds: Int?
  /// How old its data may be; nil: any age will do.
  package var maxAgeMilliseconds: Int?
  package var onStale = StalePolicy.warn

  package init() {}
}

/// What becomes of a pipeline whose data is older than it may be.
package enum StalePolicy: String, Sendable, CaseIterable {
  case warn
  /// It does not start; one that runs goes on and says that it is not ready.
  case fail
}
