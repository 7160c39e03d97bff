/// What came of asking for newer data.
package enum FetchOutcome: Sendable, Equatable {
  /// Another version, which waits to be kept or dropped.
  case newer(FetchedData)
  /// What the cache has is the newest; its bytes were not looked at.
  case same(FetchedData)
}
