/// Fetches data from elsewhere into a cache, where versions that were found good stay.
///
/// Shape: a new version waits beside the cache until it is kept or dropped, so that a bad one never
/// replaces a good one. Used by several threads and processes at once.
package protocol DataFetcher: Sendable {
  /// What this machine lacks for it, and how to get it; nil when all is there.
  var lack: String? { get }

  /// The version in the cache, its bytes compared with its checksum; nil when there is none.
  func cached(_ request: FetchRequest) -> FetchedData?

  /// Asks for a version that is newer than what the cache has.
  ///
  /// Errors: a failure of class `lookup` that shows the address without secrets.
  func fetch(_ request: FetchRequest, _ leeway: Leeway) throws(Failure) -> FetchOutcome

  /// Puts a version into the cache, in place of the one before.
  func keep(_ data: FetchedData, _ request: FetchRequest) throws(Failure)

  /// Removes a version that is not to be used.
  func drop(_ data: FetchedData)
}
