/// A list or map that is being read.
struct Frame {
  let isMapping: Bool
  /// Whether it is written in brackets.
  let isFlow: Bool
  /// Whether it is a single `key: value` inside a list in brackets.
  let isInlinePair: Bool
  let anchor: String?
  let start: Places.Place

  /// Where its last item ends.
  var end: Places.Place
  /// The number of nodes in it, itself and what aliases stand for included.
  var size = 1
  /// The number of levels below it.
  var height = 0

  var items: [Node] = []
  var entries: [Entry] = []
  var key: Node?
  /// Whether the next value belongs to a key that was refused.
  var skipsValue = false

  /// Where each key was set, once there are too many to look through.
  private var indexOfKey: [String: Int] = [:]

  init(
    isMapping: Bool, isFlow: Bool, isInlinePair: Bool, anchor: String?, start: Places.Place
  ) {
    self.isMapping = isMapping
    self.isFlow = isFlow
    self.isInlinePair = isInlinePair
    self.anchor = anchor
    self.start = start
    self.end = start
  }

  /// Whether the next node is a key.
  var awaitsKey: Bool { isMapping && key == nil && !skipsValue }

  /// The entry that has the key, if any.
  mutating func entry(_ name: String) -> Entry? {
    // Below eight, looking through is faster than hashing.
    guard entries.count > 8 else { return entries.first { $0.name == name } }
    for index in indexOfKey.count..<entries.count { indexOfKey[entries[index].name] = index }
    return indexOfKey[name].map { entries[$0] }
  }

  /// Takes the value of the current key, or an item.
  mutating func add(_ node: Node) {
    if !isMapping {
      items.append(node)
    } else if let key {
      entries.append(Entry(key: key, value: node))
    }
    key = nil
    skipsValue = false
  }

  var content: Node.Content { isMapping ? .mapping(entries) : .sequence(items) }
}
