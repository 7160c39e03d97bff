import CMaxMindDB
import Glibc
import LookupKit

/// libmaxminddb's own answers, to compare with.
final class LibraryReader {
  enum Answer: Equatable {
    case record(UInt32)
    case nothing
    case failure
  }

  private var database = MMDB_s()
  private let isOpen: Bool

  init?(_ path: String) {
    isOpen = MMDB_open(path, UInt32(MMDB_MODE_MMAP), &database) == MMDB_SUCCESS
    if !isOpen { return nil }
  }

  // Runs for a failed `init` too.
  deinit { if isOpen { MMDB_close(&database) } }

  var isV6: Bool { database.metadata.ip_version == 6 }

  func find(_ key: IPKey) -> Answer {
    var storage = sockaddr_storage()
    withUnsafeMutableBytes(of: &storage) { raw in
      if key.isV4 {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(key.low).bigEndian
        raw.storeBytes(of: address, as: sockaddr_in.self)
      } else {
        var address = sockaddr_in6()
        address.sin6_family = sa_family_t(AF_INET6)
        withUnsafeMutableBytes(of: &address.sin6_addr) {
          $0.storeBytes(of: key.high.bigEndian, as: UInt64.self)
          $0.storeBytes(of: key.low.bigEndian, toByteOffset: 8, as: UInt64.self)
        }
        raw.storeBytes(of: address, as: sockaddr_in6.self)
      }
    }
    var status: Int32 = 0
    let result = withUnsafePointer(to: &storage) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        MMDB_lookup_sockaddr(&database, $0, &status)
      }
    }
    if status == MMDB_IPV6_LOOKUP_IN_IPV4_DATABASE_ERROR { return .nothing }
    if status != MMDB_SUCCESS { return .failure }
    return result.found_entry ? .record(result.entry.offset) : .nothing
  }

  /// All plain values of a record with their paths; nil when the library refuses the record, or
  /// gives a map whose keys are no texts.
  func leaves(_ record: UInt32) -> [(path: [IPTablePath.Component], value: Reading)]? {
    withUnsafePointer(to: &database) { database in
      var entry = MMDB_entry_s(mmdb: database, offset: record)
      var list: UnsafeMutablePointer<MMDB_entry_data_list_s>?
      let status = MMDB_get_entry_data_list(&entry, &list)
      defer { MMDB_free_entry_data_list(list) }
      guard status == MMDB_SUCCESS else { return nil }
      var walk = LibraryWalk(next: list)
      walk.value(at: [])
      return walk.isSound ? walk.leaves : nil
    }
  }
}

/// Goes along libmaxminddb's flat list of a record.
private struct LibraryWalk {
  var next: UnsafeMutablePointer<MMDB_entry_data_list_s>?
  var leaves: [(path: [IPTablePath.Component], value: Reading)] = []
  var isSound = true

  mutating func value(at path: [IPTablePath.Component]) {
    guard let item = take() else { return }
    switch Int32(item.type) {
    case MMDB_DATA_TYPE_MAP:
      for _ in 0..<item.data_size {
        guard let key = take() else { return }
        if Int32(key.type) != MMDB_DATA_TYPE_UTF8_STRING { isSound = false }
        value(at: path + [.key(text(key))])
      }
    case MMDB_DATA_TYPE_ARRAY:
      for index in 0..<item.data_size { value(at: path + [.index(Int(index))]) }
    default: leaves.append((path, plain(item)))
    }
  }

  private mutating func take() -> MMDB_entry_data_s? {
    defer { next = next?.pointee.next }
    return next?.pointee.entry_data
  }

  private func text(_ item: MMDB_entry_data_s) -> String {
    guard item.data_size > 0 else { return "" }
    let raw = UnsafeRawBufferPointer(start: item.utf8_string, count: Int(item.data_size))
    return String(decoding: raw, as: UTF8.self)
  }

  private func plain(_ item: MMDB_entry_data_s) -> Reading {
    switch Int32(item.type) {
    case MMDB_DATA_TYPE_UTF8_STRING: item.data_size == 0 ? .nothing : .text(text(item))
    case MMDB_DATA_TYPE_DOUBLE: .double(item.double_value)
    case MMDB_DATA_TYPE_FLOAT: .float(item.float_value)
    case MMDB_DATA_TYPE_UINT16: .integer(Int64(item.uint16))
    case MMDB_DATA_TYPE_UINT32: .integer(Int64(item.uint32))
    case MMDB_DATA_TYPE_INT32: .integer(Int64(item.int32))
    case MMDB_DATA_TYPE_UINT64: whole(high: 0, low: item.uint64)
    case MMDB_DATA_TYPE_UINT128:
      // Swift does not see this member of the union; it begins where the others do, at byte 16.
      withUnsafeBytes(of: item) {
        whole(
          high: $0.load(fromByteOffset: 24, as: UInt64.self),
          low: $0.load(fromByteOffset: 16, as: UInt64.self))
      }
    case MMDB_DATA_TYPE_BOOLEAN: .boolean(item.boolean)
    default: .nothing
    }
  }

  private func whole(high: UInt64, low: UInt64) -> Reading {
    high == 0 && low <= UInt64(Int64.max) ? .integer(Int64(low)) : .nothing
  }
}
