private import CMaxMindDB
import EventModel

#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#endif

/// What libmaxminddb says of a database: a second reading of the metadata by other code.
///
/// Shape: the library gets a sealed copy in memory without a name, never the user's file. The copy
/// has holes where the library does not look when it opens: it reads the metadata and 96 nodes.
enum LibraryOpinion {
  /// Source: <linux/memfd.h> and <linux/fcntl.h>, whose names Swift does not see.
  private static let closeOnExec: UInt32 = 1
  private static let allowSealing: UInt32 = 2
  private static let addSeals: Int32 = 1033
  private static let allSeals: Int32 = 0xf

  /// Errors: the library refuses the file, or reads other numbers than we do. Without the means for
  /// a copy in memory there is no second opinion, and no error.
  static func check(_ file: Bytes, _ metadata: MMDBMetadata) throws(LookupError) {
    guard let copy = sealedCopy(of: file, from: metadata.markerOffset) else { return }
    defer { close(copy) }
    var database = MMDB_s()
    let status = MMDB_open("/proc/self/fd/\(copy)", UInt32(MMDB_MODE_MMAP), &database)
    // Without /proc there is no name to open it by.
    if status == MMDB_FILE_OPEN_ERROR { return }
    guard status == MMDB_SUCCESS else {
      throw LookupError("damaged: libmaxminddb says: \(String(cString: MMDB_strerror(status)))")
    }
    defer { MMDB_close(&database) }
    let read = database.metadata
    guard read.node_count == metadata.nodeCount, read.record_size == metadata.recordBits,
      read.ip_version == metadata.ipVersion
    else { throw LookupError("damaged: libmaxminddb reads other metadata") }
  }

  /// A descriptor of a copy that holds the tree's begin and everything from `tail` on; nil when the
  /// system has no such memory.
  private static func sealedCopy(of file: Bytes, from tail: Int) -> Int32? {
    typealias Create = @convention(c) (UnsafePointer<CChar>, UInt32) -> Int32
    guard let symbol = dlsym(nil, "memfd_create") else { return nil }
    let create = unsafeBitCast(symbol, to: Create.self)
    let copy = create("richline-mmdb", closeOnExec | allowSealing)
    guard copy >= 0 else { return nil }
    let head = min(64 * 1024, tail)
    guard ftruncate(copy, off_t(file.count)) == 0, write(file, 0, head, copy),
      write(file, tail, file.count - tail, copy), fcntl(copy, addSeals, allSeals) == 0
    else {
      close(copy)
      return nil
    }
    return copy
  }

  private static func write(_ file: Bytes, _ from: Int, _ count: Int, _ copy: Int32) -> Bool {
    pwrite(copy, file.start + from, count, off_t(from)) == count
  }
}
