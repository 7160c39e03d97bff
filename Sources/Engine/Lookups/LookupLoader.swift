import FileSystem
package import LookupKit
package import PipelineConfig
package import StageKit

/// A lookup that is open, and was not yet judged by the stages.
struct LoadedLookup {
  let data: LookupData
  let table: any Lookup
  /// Why this is not the newest version.
  var trouble: String?

  var stamp: FileStamp? { data.stamp }
}

/// Finds and opens the data of lookups; downloads what the pipeline file wants from elsewhere.
struct LookupLoader {
  let leeway: Leeway

  /// Opens a lookup before a run.
  ///
  /// Shape: a download that was confirmed within the time of `refresh` is not asked for again; when a
  /// newer version cannot be had or is no good, what is in the cache serves.
  func load(_ lookup: LookupPlan) throws(Failure) -> LoadedLookup {
    guard let download = lookup.download else { return try opened(LookupData(lookup)) }
    guard let kept = download.fetcher.cached(download.request) else {
      return try first(lookup, download)
    }
    if LookupLoader.isFresh(kept, lookup) { return try opened(LookupData(lookup, kept)) }
    var leeway = leeway
    // Better what is there at once than the newest later.
    leeway.repeats = false
    do throws(Failure) {
      switch try download.fetcher.fetch(download.request, leeway) {
      case .newer(let newer): return try verified(LookupData(lookup, newer))
      case .same: return try opened(LookupData(lookup, kept))
      }
    } catch {
      var loaded = try opened(LookupData(lookup, kept))
      let age = LookupAge.about(SystemClock.milliseconds - kept.confirmed)
      loaded.trouble = "the copy of \(age) ago serves: \(error.message)"
      return loaded
    }
  }

  /// What is there when nothing is in the cache.
  private func first(
    _ lookup: LookupPlan, _ download: DownloadPlan
  ) throws(Failure) -> LoadedLookup {
    switch try download.fetcher.fetch(download.request, leeway) {
    case .newer(let data), .same(let data): return try verified(LookupData(lookup, data))
    }
  }

  private func opened(_ data: LookupData) throws(Failure) -> LoadedLookup {
    LoadedLookup(data: data, table: try data.open())
  }

  /// Opens what came just now, and reads all of it.
  private func verified(_ data: LookupData) throws(Failure) -> LoadedLookup {
    do throws(Failure) {
      let loaded = try opened(data)
      if data.isNew { try CheckedData().check(loaded.table, data.lookup, while: leeway.goesOn) }
      return loaded
    } catch {
      data.drop()
      throw error
    }
  }

  private static func isFresh(_ kept: FetchedData, _ lookup: LookupPlan) -> Bool {
    guard let refresh = lookup.freshness.refreshMilliseconds else { return false }
    let age = SystemClock.milliseconds - kept.confirmed
    return age >= 0 && age < refresh
  }

  // MARK: while it runs

  /// The newest data of a lookup; nil when what is in force, with this checksum, is the newest.
  ///
  /// Shape: a file is opened and compared by who asks.
  func newest(_ lookup: LookupPlan, inForce checksum: String?) throws(Failure) -> LookupData? {
    guard let download = lookup.download else { return LookupData(lookup) }
    switch try download.fetcher.fetch(download.request, leeway) {
    case .newer(let data): return LookupData(lookup, data)
    // Another process may have put a newer one into the cache.
    case .same(let data): return data.checksum == checksum ? nil : LookupData(lookup, data)
    }
  }

  /// What is there without asking anybody; nil when it has to be downloaded.
  static func local(_ lookup: LookupPlan) -> LookupData? {
    guard let download = lookup.download else { return LookupData(lookup) }
    return download.fetcher.cached(download.request).map { LookupData(lookup, $0) }
  }
}

extension LookupPlan {
  /// Opens it outside of a run; downloads it when it is not in the cache.
  ///
  /// Errors: it cannot be had, read, or is damaged.
  package func open() throws(Failure) -> any Lookup {
    if let data = LookupLoader.local(self) { return try data.open() }
    let loaded = try LookupLoader(leeway: .endless).load(self)
    try loaded.data.keep()
    return loaded.table
  }
}
