import EventModel

extension MMDBTable {
  /// Values inside one another at most; the records of all known databases are below 8 deep.
  static let recordDepthLimit = 64
  /// Values of a record at most: pointers can make few bytes look like many.
  static let recordSizeLimit = 1_000_000

  /// The whole record of a number that a look-up gave.
  ///
  /// Errors: the record is damaged, or beyond the limits on depth and size.
  /// Cost: allocates every key and value.
  public func value(of record: UInt32) throws(LookupError) -> LookupValue {
    var reader = RecordReader(section: data, left: MMDBTable.recordSizeLimit)
    return try reader.read(at: Int(record))
  }

  /// The network around an address that has one answer, and the record there; nil for no record.
  public func network(of key: IPKey) throws(LookupError) -> (AddressRange, UInt32?) {
    let address = UInt128(key.high) << 64 | UInt128(key.low)
    guard key.isV4 || tree.isV6 else { return (AddressRange(network: 0, length: 0), nil) }
    var record: UInt32 = 0
    var depth = tree.isV6 ? 0 : 96
    while depth < 128, record < tree.nodeCount {
      record = tree.child(of: record, Int(truncatingIfNeeded: address >> UInt128(127 - depth)) & 1)
      depth += 1
    }
    let range = AddressRange(network: address, length: depth)
    return (range, record == tree.nodeCount ? nil : try checkedOffset(of: record))
  }

  /// What the file says of itself: all of its metadata.
  public func metadata() throws(LookupError) -> LookupValue {
    let start =
      MMDBTree.size(nodeCount: tree.nodeCount, recordBits: tree.recordBits)
      + MMDBTree.separatorSize + data.count + MMDBMetadata.marker.count
    let section = MMDBSection(start: file.bytes.start + start, count: file.bytes.count - start)
    var reader = RecordReader(section: section, left: MMDBTable.recordSizeLimit)
    return try reader.read(at: 0)
  }
}

/// Reads a value and everything inside it.
private struct RecordReader {
  let section: MMDBSection
  /// Values that may still come.
  var left: Int

  mutating func read(at offset: Int) throws(LookupError) -> LookupValue {
    var at = offset
    return try next(&at, 0)
  }

  /// The value at `at`, which then lies behind.
  private mutating func next(_ at: inout Int, _ depth: Int) throws(LookupError) -> LookupValue {
    guard depth < MMDBTable.recordDepthLimit else {
      throw LookupError(
        "a record has more than \(MMDBTable.recordDepthLimit) values inside one another")
    }
    left -= 1
    guard left > 0 else {
      throw LookupError("a record has more than \(MMDBTable.recordSizeLimit) values")
    }
    let isPointer: Bool
    let item: MMDBItem
    do throws(MMDBDamage) {
      isPointer = try section.header(at: at).kind == MMDBItem.Kind.pointer
      item = try section.item(at: at)
    } catch { throw LookupError(error.text) }
    var inside = item.body
    let value: LookupValue
    switch item.kind {
    case MMDBItem.Kind.map: value = try map(item, &inside, depth)
    case MMDBItem.Kind.list: value = try list(item, &inside, depth)
    default: value = try plain(item)
    }
    at = isPointer || item.after >= 0 ? item.after : inside
    return value
  }

  private mutating func map(
    _ item: MMDBItem, _ at: inout Int, _ depth: Int
  ) throws(LookupError) -> LookupValue {
    var members: [LookupValue.Member] = []
    for _ in 0..<item.size {
      guard case .text(let key) = try next(&at, depth + 1) else {
        throw LookupError(MMDBDamage.keyIsNoText.text)
      }
      members.append(.init(key, try next(&at, depth + 1)))
    }
    return .map(members)
  }

  private mutating func list(
    _ item: MMDBItem, _ at: inout Int, _ depth: Int
  ) throws(LookupError) -> LookupValue {
    var items: [LookupValue] = []
    for _ in 0..<item.size { items.append(try next(&at, depth + 1)) }
    return .list(items)
  }

  private func plain(_ item: MMDBItem) throws(LookupError) -> LookupValue {
    let bytes = Bytes(section.start + item.body, max(item.size, 0))
    switch item.kind {
    case MMDBItem.Kind.text:
      guard bytes.isUTF8 else { throw LookupError(MMDBDamage.textIsNoUTF8.text) }
      return .text(bytes.string)
    case MMDBItem.Kind.bytes: return .bytes(Array(bytes.buffer))
    case MMDBItem.Kind.uint16: return try unsigned(item, 16)
    case MMDBItem.Kind.uint32: return try unsigned(item, 32)
    case MMDBItem.Kind.uint64: return try unsigned(item, 64)
    case MMDBItem.Kind.uint128: return try unsigned(item, 128)
    default: break
    }
    let slot: Slot
    do throws(MMDBDamage) { slot = try section.slot(item) } catch { throw LookupError(error.text) }
    switch slot.kind {
    case .double: return .double(slot.double)
    case .float: return .float(slot.float)
    case .boolean: return .boolean(slot.boolean)
    default: return .signed(Int32(truncatingIfNeeded: slot.integer))
    }
  }

  private func unsigned(_ item: MMDBItem, _ bits: UInt8) throws(LookupError) -> LookupValue {
    guard item.size * 8 <= Int(bits) else { throw LookupError(MMDBDamage.wrongSize.text) }
    var number: UInt128 = 0
    for place in 0..<item.size { number = number << 8 | UInt128(section.start[item.body + place]) }
    return .unsigned(number, bits: bits)
  }
}
