import LookupKit

extension RunSnapshot {
  /// The memory budget of a run, in bytes.
  public struct Memory: Sendable, Equatable {
    /// `run.memory` of the pipeline file.
    public var limit = 0
    /// What blocks of input hold of it; one record may exceed the limit.
    public var inUse = 0

    /// Makes a budget of `limit` bytes, of which `inUse` are used.
    public init(limit: Int = 0, inUse: Int = 0) {
      self.limit = limit
      self.inUse = inUse
    }
  }

  /// Makes what is made of the lookups' data when somebody asks, so that the data can go.
  func settleVersions() { for lookup in lookups { _ = lookup.version } }

  /// The version of a lookup that tickets get.
  public struct Lookup: Sendable, Equatable {
    public var name: String
    /// The kind of data, as its maker calls it: `GeoLite2-City`.
    public var type: String
    /// As failed events name it: `GeoLite2-City 2026-11-18 sha256:3f9c21ab`.
    public var version: String {
      get { lateVersion.value }
      set { lateVersion = Late(newValue) }
    }
    private var lateVersion: Late<String>
    /// When the data was made, in seconds since 1970; nil when it does not say.
    public var built: Int64?
    /// The memory that it takes, in bytes.
    public var byteCount: Int
    /// False when it is older than the pipeline file allows, and that is to end readiness.
    public var isReady = true
    /// How often a new version has taken over.
    public var swaps: UInt64 = 0
    /// How often a new version could not be had or used.
    public var failures: UInt64 = 0
    /// Why the newest version is not in use; nil when it is.
    public var trouble: String?
    /// Since when, in milliseconds since 1970.
    public var troubleSince: Int64?

    /// Makes the version; `built` is in seconds since 1970, `byteCount` the memory that it takes.
    public init(name: String, type: String, version: String, built: Int64?, byteCount: Int) {
      self.init(name: name, type: type, late: Late(version), built: built, byteCount: byteCount)
    }

    init(name: String, type: String, late: Late<String>, built: Int64?, byteCount: Int) {
      self.name = name
      self.type = type
      lateVersion = late
      self.built = built
      self.byteCount = byteCount
    }
  }

  /// What was committed last.
  public struct Checkpoint: Sendable, Equatable {
    /// Checkpoints so far, those of earlier runs too.
    public var epoch: UInt64
    /// When, in milliseconds since 1970; before the first one of this run its beginning.
    public var time: Int64

    /// Makes the checkpoint of an epoch; `time` is in milliseconds since 1970.
    public init(epoch: UInt64, time: Int64) {
      self.epoch = epoch
      self.time = time
    }
  }
}
