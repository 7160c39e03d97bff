import StageKit

/// The keys of a database, sorted out: which host has an entry, which paths have one.
struct RefererIndex {
  /// Where all texts lie.
  let arena = Arena()
  let hosts: KeyIndex
  /// What stands before the country in hosts that end in `.{}`: `google` of `google.{}`.
  let stems: KeyIndex
  /// By number of the stem: the host that it stands for.
  private(set) var stemHosts: [Int] = []
  private(set) var entries: [RefererEntry] = []
  /// Entries of hosts without a path.
  private(set) var plain: [Int: Int32] = [:]
  /// Sorted by host, then by path; no two are equal.
  private(set) var paths: [RefererPath] = []
  private(set) var repeatCount = 0
  private var textBytes = 0

  init(_ sources: [RefererSource]) {
    hosts = KeyIndex(capacity: sources.reduce(0) { $0 + $1.domains.count })
    stems = KeyIndex(
      capacity: sources.reduce(0) {
        $0 + $1.domains.count { $0.utf8.contains(UInt8(ascii: "{")) }
      })
    for source in sources { add(source) }
    sortPaths()
  }

  /// What the data calls itself: how many keys were listed before is worth knowing.
  var type: String {
    repeatCount == 0 ? "referers" : "referers (\(repeatCount) keys listed again, left out)"
  }

  var byteCount: Int {
    textBytes + hosts.byteCount + stems.byteCount + entries.count
      * MemoryLayout<RefererEntry>.stride
      + paths.count * MemoryLayout<RefererPath>.stride
  }

  private mutating func add(_ source: RefererSource) {
    let entry = Int32(entries.count)
    entries.append(
      RefererEntry(
        medium: clean(source.medium), source: clean(source.name),
        parameters: source.parameters.map { copy($0) }))
    for domain in source.domains { add(copy(domain), entry) }
  }

  private mutating func add(_ key: Bytes, _ entry: Int32) {
    let slash = key.firstIndex(of: 47) ?? key.count
    let host = hosts.insert(key.prefix(slash))
    if key.prefix(slash).hasSuffix(".{}") { addStem(key.prefix(slash - 3), host) }
    if slash < key.count {
      paths.append(RefererPath(host: host, path: key.dropFirst(slash), entry: entry))
    } else if plain[host] == nil {
      plain[host] = entry
    } else {
      repeatCount += 1
    }
  }

  private mutating func addStem(_ stem: Bytes, _ host: Int) {
    if stems.insert(stem) == stemHosts.count { stemHosts.append(host) }
  }

  /// Entries are numbered in the order of the file, so the first of equal keys stands first.
  private mutating func sortPaths() {
    paths.sort { a, b in
      if a.host != b.host { return a.host < b.host }
      return a.path == b.path ? a.entry < b.entry : a.path < b.path
    }
    var kept: [RefererPath] = []
    for path in paths {
      if let last = kept.last, last.host == path.host, last.path == path.path {
        repeatCount += 1
      } else {
        kept.append(path)
      }
    }
    paths = kept
  }

  private mutating func copy(_ text: String) -> Bytes {
    textBytes += text.utf8.count
    return arena.copy(text)
  }

  /// Media and sources go into fields as they are, so they are cleaned here.
  private mutating func clean(_ text: String) -> Bytes {
    TextCleaning.tsvSafe(copy(text), arena: arena)
  }
}
