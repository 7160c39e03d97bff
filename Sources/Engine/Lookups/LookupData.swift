import FileSystem
import LookupKit
import PipelineConfig
import StageKit

/// The data of a lookup, found but not opened: a file of the user, what ships, or what was downloaded.
struct LookupData {
  let lookup: LookupPlan
  /// Where to read it.
  private let setup: LookupSetup
  /// What the file looks like; nil when there is none.
  let stamp: FileStamp?
  private let fetched: FetchedData?

  /// What the path of the pipeline file leads to.
  init(_ lookup: LookupPlan) {
    self.lookup = lookup
    setup = lookup.setup
    stamp = lookup.stamp
    fetched = nil
  }

  /// What was downloaded.
  init(_ lookup: LookupPlan, _ fetched: FetchedData) {
    self.lookup = lookup
    self.fetched = fetched
    setup = lookup.setup.reading(fetched.path)
    stamp = FileStamp(fetched.path)
  }

  /// The SHA-256 of what was downloaded.
  var checksum: String? { fetched?.checksum }
  /// Whether it waits for a judgement.
  var isNew: Bool { fetched?.isKept == false }

  /// Errors: it cannot be read or is damaged; the message names what the pipeline file names.
  func open() throws(Failure) -> any Lookup {
    do throws(Failure) { return try lookup.entry.open(setup) } catch {
      guard let fetched, let shown = lookup.shownPath else { throw error }
      throw Failure(error.kind, error.message.replacing(fetched.path, with: shown))
    }
  }

  /// It is good: it takes its place in the cache.
  func keep() throws(Failure) {
    if let fetched, let download = lookup.download {
      try download.fetcher.keep(fetched, download.request)
    }
  }

  /// It is not to be used.
  func drop() {
    if let fetched { lookup.download?.fetcher.drop(fetched) }
  }
}
