public import EventModel

/// A MaxMind DB file, such as GeoLite2-City, in private memory.
///
/// Errors: a damaged file is refused when it is opened, or gives errors for the addresses whose way
/// runs into the damage.
/// Cost: GeoLite2-City of 57 MB opens in 10 ms from the page cache and takes its size and 256 KiB; an
/// IPv4 look-up takes 110 to 180 ns, eight values of a record 500 ns more (random addresses).
/// Source: MaxMind DB file format specification 2.0; libmaxminddb is asked for a second opinion.
public final class MMDBTable: IPTable, @unchecked Sendable {
  // Sendable: everything is written in `init` only; the bytes of the file are write-protected.

  public let description: LookupDescription
  let file: PrivateFile
  let tree: MMDBTree
  let data: MMDBSection
  let top: MMDBTopTable

  /// Reads the whole file; who changes it later changes nothing here.
  ///
  /// Errors: quotes the path and says what is wrong: missing, unreadable, a folder, empty, no MaxMind
  /// database, damaged.
  public static func open(path: String) throws(LookupError) -> MMDBTable {
    let file = try PrivateFile(path: path)
    do {
      let metadata = try MMDBMetadata(of: file.bytes)
      try LibraryOpinion.check(file.bytes, metadata)
      return MMDBTable(file, metadata)
    } catch {
      throw LookupError("'\(path)' is \(error.message)")
    }
  }

  /// A database that was built in memory; `name` is for messages.
  convenience init(bytes: [UInt8], name: String) throws(LookupError) {
    let file = try PrivateFile(copying: bytes, name: name)
    self.init(file, try MMDBMetadata(of: file.bytes))
  }

  private init(_ file: PrivateFile, _ metadata: MMDBMetadata) {
    self.file = file
    tree = MMDBTree(
      start: file.bytes.start, nodeCount: metadata.nodeCount, recordBits: metadata.recordBits,
      isV6: metadata.ipVersion == 6)
    let size = MMDBTree.size(nodeCount: tree.nodeCount, recordBits: tree.recordBits)
    let begin = size + MMDBTree.separatorSize
    data = MMDBSection(start: file.bytes.start + begin, count: metadata.markerOffset - begin)
    top = MMDBTopTable(of: tree)
    description = LookupDescription(
      type: metadata.type, buildDate: metadata.buildDate, entryCount: Int(tree.nodeCount),
      byteCount: file.bytes.count + MMDBTopTable.byteCount)
  }

  deinit { top.records.deallocate() }

  /// Shape: IPv6 addresses have no record in a database of IPv4.
  public func record(for key: IPKey) throws(LookupError) -> UInt32? {
    let end: UInt32
    if key.isV4 {
      let address = UInt32(truncatingIfNeeded: key.low)
      let begin = top.records[Int(address &>> 16)]
      end = tree.walk(from: begin, UInt64(address) &<< 48, 16)
    } else {
      guard tree.isV6 else { return nil }
      end = tree.walk(from: tree.walk(from: 0, key.high, 64), key.low, 64)
    }
    return end == tree.nodeCount ? nil : try checkedOffset(of: end)
  }

  public func read(
    _ record: UInt32, _ projection: IPTableProjection, into slots: UnsafeMutablePointer<Slot>
  ) throws(LookupError) {
    do {
      try MMDBReading(section: data, projection: projection, slots: slots).read(at: Int(record))
    } catch {
      throw damaged(error)
    }
  }

  /// Where a record of the tree points in the data; that is the number of the record.
  @inline(__always)
  func checkedOffset(of record: UInt32) throws(LookupError) -> UInt32 {
    guard record > tree.nodeCount else { throw damaged(.treeIsEndless) }
    let distance = Int(record &- tree.nodeCount) - MMDBTree.separatorSize
    guard distance >= 0, distance < data.count else { throw damaged(.treePointsOutside) }
    return UInt32(truncatingIfNeeded: distance)
  }

  @inline(never)
  func damaged(_ damage: MMDBDamage) -> LookupError { LookupError(damage.text) }
}
