public import EventModel

/// A MaxMind DB file, such as GeoLite2-City, in private memory.
///
/// Errors: a damaged file is refused when it is opened, or gives errors for the addresses whose way
/// runs into the damage.
/// Cost: takes the size of its file and that of `MMDBWays`; times are in Docs/Lookups.md.
/// Source: MaxMind DB file format specification 2.0; libmaxminddb is asked for a second opinion.
public final class MMDBTable: IPTable, @unchecked Sendable {
  // Sendable: everything is written in `init` only; the bytes of the file are write-protected.

  private let type: String
  private let buildDate: Int64?
  private let checksum: Late<String>?
  let file: PrivateFile
  let tree: MMDBTree
  let data: MMDBSection
  let ways: MMDBWays

  /// Reads the whole file; who changes it later changes nothing here.
  ///
  /// Shape: checked are magic, metadata, the bounds of tree and data, libmaxminddb's opinion, and 128
  /// look-ups; `verify` reads everything.
  /// Errors: quotes the path and says what is wrong: missing, unreadable, a folder, empty, changing
  /// all the time, no MaxMind database, damaged.
  public static func open(path: String) throws(LookupError) -> MMDBTable {
    try open(PrivateFile(path: path), path)
  }

  /// A copy of the bytes of a database that came from elsewhere; messages quote `name`.
  public static func open(
    bytes: UnsafeRawBufferPointer, name: String
  ) throws(LookupError) -> MMDBTable {
    try open(PrivateFile(copying: bytes), name)
  }

  private static func open(
    _ file: PrivateFile, _ name: String
  ) throws(LookupError) -> MMDBTable {
    do throws(LookupError) {
      let table = try load(file)
      try table.probe()
      return table
    } catch {
      throw LookupError("'\(name)' is \(error.message)")
    }
  }

  /// A database that was built here and needs no second opinion.
  convenience init(built bytes: [UInt8], checksum: Late<String>? = nil) throws(LookupError) {
    let file = bytes.withUnsafeBytes { PrivateFile(copying: $0) }
    self.init(file, try MMDBMetadata(of: file.bytes), checksum: checksum)
  }

  /// A table that was not probed: also of one whose every record is damaged.
  static func load(_ file: PrivateFile) throws(LookupError) -> MMDBTable {
    let metadata = try MMDBMetadata(of: file.bytes)
    try LibraryOpinion.check(file.bytes, metadata)
    return MMDBTable(file, metadata)
  }

  private init(_ file: PrivateFile, _ metadata: MMDBMetadata, checksum: Late<String>? = nil) {
    self.file = file
    tree = MMDBTree(
      start: file.bytes.start, nodeCount: metadata.nodeCount, recordBits: metadata.recordBits,
      isV6: metadata.ipVersion == 6)
    let size = MMDBTree.size(nodeCount: tree.nodeCount, recordBits: tree.recordBits)
    let begin = size + MMDBTree.separatorSize
    data = MMDBSection(start: file.bytes.start + begin, count: metadata.markerOffset - begin)
    ways = MMDBWays(of: tree)
    type = metadata.type
    buildDate = metadata.buildDate
    self.checksum = checksum ?? file.checksum
  }

  /// The memory grows when the table of `MMDBWays` is made.
  public var description: LookupDescription {
    LookupDescription(
      type: type, buildDate: buildDate, entryCount: Int(tree.nodeCount),
      byteCount: file.bytes.count + ways.byteCount, late: checksum)
  }

  /// Whether it knows addresses of IPv6, and those of IPv4 among them.
  public var isV6: Bool { tree.isV6 }

  /// Shape: IPv6 addresses have no record in a database of IPv4.
  public func record(for key: IPKey) throws(LookupError) -> UInt32? {
    do throws(MMDBDamage) { return try find(key) } catch { throw damaged(error) }
  }

  @inline(__always)
  func find(_ key: IPKey) throws(MMDBDamage) -> UInt32? {
    let end: UInt32
    if key.isV4 {
      end = ways.end(v4: UInt32(truncatingIfNeeded: key.low))
    } else {
      guard tree.isV6 else { return nil }
      end = ways.end(high: key.high, low: key.low)
    }
    return end == tree.nodeCount ? nil : UInt32(truncatingIfNeeded: try offset(of: end))
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
  func offset(of record: UInt32) throws(MMDBDamage) -> Int {
    guard record > tree.nodeCount else { throw .treeIsEndless }
    let distance = Int(record &- tree.nodeCount) - MMDBTree.separatorSize
    guard distance >= 0, distance < data.count else { throw .treePointsOutside }
    return distance
  }

  func checkedOffset(of record: UInt32) throws(LookupError) -> UInt32 {
    do throws(MMDBDamage) {
      return UInt32(truncatingIfNeeded: try offset(of: record))
    } catch {
      throw damaged(error)
    }
  }

  @inline(never)
  func damaged(_ damage: MMDBDamage) -> LookupError { LookupError(damage.text) }
}
