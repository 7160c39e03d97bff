import StageKit

/// What one worker keeps between events: the addresses of the slice in hand, and a cache for each
/// database.
public struct IPWorkspace {
  var parts: [IPPartCache]
  /// Rows with an address.
  private(set) var known = Selection()
  private let memory = IPKeys()

  init(_ parts: [IPPartCache]) { self.parts = parts }

  /// For the end of a run.
  var counters: [StageCounter] { parts.flatMap(\.counters) }

  /// Reads the addresses of a slice and finds their records, all of them together.
  mutating func read(_ texts: UnsafePointer<Slot>, _ rows: Selection) {
    var known = Selection()
    let keys = memory.keys
    rows.forEach { row in
      guard let text = texts[row].text, let ip = IPAddress.parse(text) else { return }
      keys[row] = IPKey(high: ip.high, low: ip.low, isV4: ip.isV4)
      known.insert(row)
    }
    self.known = known
    for i in parts.indices { parts[i].lookAhead(UnsafePointer(keys), known) }
  }

  /// The values that a database has for the address of a row; nil when there are none or nobody
  /// reads them.
  mutating func values(part: Int, _ row: Int) throws(LookupError) -> UnsafePointer<Slot>? {
    try parts[part].values(row, memory.keys[row])
  }
}

/// Memory for the addresses of a slice.
private final class IPKeys {
  let keys: UnsafeMutablePointer<IPKey>

  init() {
    keys = .allocate(capacity: Selection.capacity)
    keys.initialize(repeating: IPKey(v4: 0), count: Selection.capacity)
  }

  deinit { keys.deallocate() }
}
