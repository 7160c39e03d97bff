import StageKit

/// A referer database in memory.
///
/// Shape: the key of an entry is a host, or a host and a path. Hosts and paths are compared byte by
/// byte: a key with capitals is found only by a referer that has them too, and browsers send hosts
/// in lower case. When a key is listed twice, the first entry stands. A host that ends in `.{}` stands
/// for all countries: `google.{}` is found by `google.de` and `google.co.uk`.
/// Cost: a look-up hashes each suffix of the host once; paths are compared only under hosts that
/// have some. No memory is taken.
/// Source: Snowplow Enrich, fact sheet 4.6, step 3.
final class RefererDatabase: RefererTable, @unchecked Sendable {
  // Sendable: everything is written in `init` and then only read.

  /// What is known of a host; the paths lie side by side in `paths`, sorted.
  private struct Host {
    /// The entry of the host itself; -1 when it has none.
    var plain: Int32 = -1
    var firstPath: Int32 = 0
    var pathCount: Int32 = 0
  }

  let description: LookupDescription
  private let arena: Arena
  private let hosts: KeyIndex
  private let stems: KeyIndex
  private let hasStems: Bool
  private let stemHosts: [Int]
  private let hostRecords: UnsafeMutablePointer<Host>
  private let paths: UnsafeMutablePointer<RefererPath>
  private let entries: UnsafeMutableBufferPointer<RefererEntry>

  /// The database of some sources; there may be none.
  convenience init(_ sources: [RefererSource], checksum: String? = nil) {
    self.init(RefererIndex(sources), checksum)
  }

  private init(_ index: RefererIndex, _ checksum: String?) {
    arena = index.arena
    hosts = index.hosts
    stems = index.stems
    hasStems = stems.count > 0
    stemHosts = index.stemHosts
    hostRecords = .allocate(capacity: max(hosts.count, 1))
    hostRecords.initialize(repeating: Host(), count: hosts.count)
    for (host, entry) in index.plain { hostRecords[host].plain = entry }
    paths = .allocate(capacity: max(index.paths.count, 1))
    for (place, path) in index.paths.enumerated() {
      (paths + place).initialize(to: path)
      if hostRecords[path.host].pathCount == 0 { hostRecords[path.host].firstPath = Int32(place) }
      hostRecords[path.host].pathCount += 1
    }
    entries = .allocate(capacity: index.entries.count)
    _ = entries.initialize(fromContentsOf: index.entries)
    description = LookupDescription(
      type: index.type, buildDate: nil, entryCount: index.plain.count + index.paths.count,
      byteCount: index.byteCount + hosts.count * MemoryLayout<Host>.stride,
      checksum: checksum)
  }

  deinit {
    hostRecords.deallocate()
    paths.deallocate()
    entries.deinitialize()
    entries.deallocate()
  }

  func find(host: Bytes, path: Bytes) -> RefererEntry? {
    let segment = RefererDatabase.firstSegment(path)
    var bySegment: Int32 = -1
    var plain: Int32 = -1
    let country = hasStems ? CountrySuffix.length(of: host) : 0
    var suffixes = HostSuffixes(host)
    while let suffix = suffixes.next() {
      guard let number = hosts.find(suffix) ?? stem(suffix, country) else { continue }
      let record = hostRecords[number]
      if let segment, record.pathCount > 0 {
        let whole = entry(path, under: record)
        if whole >= 0 { return entries[Int(whole)] }
        if bySegment < 0 { bySegment = entry(segment, under: record) }
      }
      if plain < 0 { plain = record.plain }
    }
    let found = bySegment >= 0 ? bySegment : plain
    return found >= 0 ? entries[Int(found)] : nil
  }

  /// The host of any country that a host of `country` bytes at its end is.
  private func stem(_ host: Bytes, _ country: Int) -> Int? {
    guard country > 0, host.count > country else { return nil }
    return stems.find(host.dropLast(country)).map { stemHosts[$0] }
  }

  /// The first segment of a path that is not empty, with its slash; nil when there is none.
  private static func firstSegment(_ path: Bytes) -> Bytes? {
    var start = 0
    while start < path.count, path[start] == 47 { start &+= 1 }
    guard start > 0, start < path.count else { return nil }
    return path.slice(start &- 1, path.firstIndex(of: 47, from: start) ?? path.count)
  }

  /// The entry of a path of a host, found by halving; -1 when there is none.
  private func entry(_ path: Bytes, under record: Host) -> Int32 {
    var low = Int(record.firstPath)
    var high = low &+ Int(record.pathCount)
    while low < high {
      let middle = (low &+ high) / 2
      if paths[middle].path < path { low = middle &+ 1 } else { high = middle }
    }
    guard low < Int(record.firstPath &+ record.pathCount), paths[low].path == path else {
      return -1
    }
    return paths[low].entry
  }
}
