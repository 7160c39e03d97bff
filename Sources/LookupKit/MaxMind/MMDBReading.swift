import EventModel

/// One pass over a record that collects the values of a projection.
struct MMDBReading {
  let section: MMDBSection
  let projection: IPTableProjection
  let slots: UnsafeMutablePointer<Slot>

  /// Reads the record at `offset`; slots without a value become empty.
  func read(at offset: Int) throws(MMDBDamage) {
    slots.update(repeating: .empty, count: projection.count)
    do {
      _ = try visit(section.item(at: offset), 0, needsEnd: false)
    } catch {
      slots.update(repeating: .empty, count: projection.count)
      throw error
    }
    for copy in projection.copies { slots[copy.to] = slots[copy.from] }
  }

  /// Takes what node `number` wants of a value, and below it.
  ///
  /// Shape: gives the offset behind the value when `needsEnd`, else any number. Recursion is as deep
  /// as the paths, not as the data.
  private func visit(
    _ item: MMDBItem, _ number: Int, needsEnd: Bool
  ) throws(MMDBDamage) -> Int {
    let node = projection.nodes[number]
    if node.output >= 0 { slots[Int(node.output)] = try section.slot(item) }
    if item.kind == MMDBItem.Kind.map, !node.keys.isEmpty {
      return try visitMap(item, node.keys, needsEnd: needsEnd)
    }
    if item.kind == MMDBItem.Kind.list, !node.indices.isEmpty {
      return try visitList(item, node.indices, needsEnd: needsEnd)
    }
    return needsEnd ? try end(of: item) : 0
  }

  private func end(of item: MMDBItem) throws(MMDBDamage) -> Int {
    if item.after >= 0 { return item.after }
    let items = item.kind == MMDBItem.Kind.map ? item.size * 2 : item.size
    return try section.skip(items, from: item.body)
  }

  private func visitMap(
    _ item: MMDBItem, _ wanted: Range<Int32>, needsEnd: Bool
  ) throws(MMDBDamage) -> Int {
    let mayStop = !needsEnd || item.after >= 0
    var at = item.body
    // One bit a wanted key; beyond 64 keys the map is read to its end. The first of equal keys counts.
    var seen: UInt64 = 0
    for pair in 0..<item.size {
      let key = try section.item(at: at)
      guard key.kind == MMDBItem.Kind.text else { throw .keyIsNoText }
      at = key.after
      let edge = edge(wanted, key)
      let bit = UInt64(1) &<< UInt64(truncatingIfNeeded: min(edge &- Int(wanted.lowerBound), 63))
      if edge < 0 || (seen & bit != 0 && wanted.count <= 64) {
        at = try section.skip(1, from: at)
        continue
      }
      seen |= bit
      let isLast = seen.nonzeroBitCount == wanted.count
      let child = Int(projection.edges[edge].child)
      at = try visit(section.item(at: at), child, needsEnd: !(isLast && mayStop))
      guard isLast else { continue }
      return mayStop ? item.after : try section.skip((item.size &- pair &- 1) &* 2, from: at)
    }
    return item.after >= 0 ? item.after : at
  }

  /// The wanted key among the edges; -1 when the key is not wanted.
  @inline(__always)
  private func edge(_ wanted: Range<Int32>, _ item: MMDBItem) -> Int {
    let key = Bytes(section.start + item.body, item.size)
    let word = key.firstWord
    for i in Int(wanted.lowerBound)..<Int(wanted.upperBound) {
      let edge = projection.edges[i]
      if edge.word == word, edge.key.count == key.count, key.count <= 8 || edge.key == key {
        return i
      }
    }
    return -1
  }

  private func visitList(
    _ item: MMDBItem, _ wanted: Range<Int32>, needsEnd: Bool
  ) throws(MMDBDamage) -> Int {
    var at = item.body
    for place in 0..<item.size {
      let needsNext = place &+ 1 < item.size || (needsEnd && item.after < 0)
      var next = -1
      for i in Int(wanted.lowerBound)..<Int(wanted.upperBound) {
        let edge = projection.edges[i]
        guard (edge.index < 0 ? edge.index &+ item.size : edge.index) == place else { continue }
        next = try visit(section.item(at: at), Int(edge.child), needsEnd: needsNext)
      }
      at = next >= 0 ? next : try section.skip(1, from: at)
    }
    return item.after >= 0 ? item.after : at
  }
}
