import EventModel

#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#endif

/// What a database says of itself at its end.
struct MMDBMetadata {
  /// Source: the specification. The marker stands in the last 128 KiB, and the last one counts.
  static let marker: [UInt8] = [0xab, 0xcd, 0xef] + Array("MaxMind.com".utf8)
  static let searchedSize = 128 * 1024

  let nodeCount: UInt32
  let recordBits: UInt8
  let ipVersion: UInt8
  let type: String
  let buildDate: Int64?
  /// Where the marker begins: the data section ends there.
  let markerOffset: Int

  /// `skipped`: how many bytes of the file stand before these.
  ///
  /// Errors: what is wrong, without the path.
  init(of file: Bytes, skipped: Int = 0) throws(LookupError) {
    guard let marker = MMDBMetadata.lastMarker(in: file) else {
      throw LookupError("not a MaxMind database: it has no metadata")
    }
    let begin = marker + MMDBMetadata.marker.count
    let section = MMDBSection(start: file.start + begin, count: file.count - begin)
    let said = try MMDBMetadata.read(section)

    nodeCount = try MMDBMetadata.number(said, 0, "node_count", 1...Int64(UInt32.max))
    recordBits = try MMDBMetadata.number(said, 1, "record_size", 24...32)
    ipVersion = try MMDBMetadata.number(said, 2, "ip_version", 4...6)
    let major: UInt8 = try MMDBMetadata.number(said, 3, "binary_format_major_version", 0...255)
    guard major == 2 else {
      throw LookupError("damaged or too new: it has format version \(major), known is 2")
    }
    guard [24, 28, 32].contains(recordBits), ipVersion != 5 else {
      throw LookupError(
        "damaged: it has records of \(recordBits) bits and IP version \(ipVersion)")
    }
    type = said[4].text?.string ?? ""
    buildDate = said[5].kind == .integer ? said[5].integer : nil
    markerOffset = skipped + marker
    let needed = MMDBTree.size(nodeCount: nodeCount, recordBits: recordBits)
    guard needed + MMDBTree.separatorSize <= markerOffset else {
      throw LookupError(
        "damaged: its search tree takes \(needed) bytes, more than the file has")
    }
    let separator = max(needed - skipped, 0)..<max(needed + MMDBTree.separatorSize - skipped, 0)
    for place in separator where file[place] != 0 {
      throw LookupError("damaged: its search tree does not end where its metadata says")
    }
  }

  private static let paths: [IPTablePath] = [
    ["node_count"], ["record_size"], ["ip_version"], ["binary_format_major_version"],
    ["database_type"], ["build_epoch"],
  ]

  private static func read(_ section: MMDBSection) throws(LookupError) -> [Slot] {
    let projection = IPTableProjection(paths)
    let slots = UnsafeMutablePointer<Slot>.allocate(capacity: projection.count)
    defer { slots.deallocate() }
    let reading = MMDBReading(section: section, projection: projection, slots: slots)
    do {
      try reading.read(at: 0)
    } catch {
      throw LookupError("damaged: in its metadata \(error.text)")
    }
    return Array(UnsafeBufferPointer(start: slots, count: projection.count))
  }

  private static func number<T: FixedWidthInteger>(
    _ slots: [Slot], _ index: Int, _ name: String, _ range: ClosedRange<Int64>
  ) throws(LookupError) -> T {
    guard slots[index].kind == .integer else {
      throw LookupError("damaged: its metadata has no \(name)")
    }
    guard range.contains(slots[index].integer), let value = T(exactly: slots[index].integer) else {
      throw LookupError("damaged: its metadata has \(name) \(slots[index].integer)")
    }
    return value
  }

  private static func lastMarker(in file: Bytes) -> Int? {
    var at = file.count - marker.count
    let first = max(0, file.count - searchedSize)
    while at >= first {
      if file[at] == marker[0], memcmp(file.start + at, marker, marker.count) == 0 { return at }
      at -= 1
    }
    return nil
  }
}
