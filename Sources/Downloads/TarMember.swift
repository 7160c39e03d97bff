import FileSystem

/// A regular file in a tar archive: its name, and where its bytes are.
///
/// Source: POSIX.1-2017 `pax`, ustar interchange format; GNU's long names.
struct TarMember: Equatable {
  let name: String
  let offset: UInt64
  let size: UInt64

  static let blockBytes = 512
  private static let magicPlace = 257

  /// Whether a file begins as an archive does.
  static func begins(_ head: [UInt8]) -> Bool {
    head.count == blockBytes && head[magicPlace...].starts(with: Array("ustar".utf8))
      && checksumIsRight(head)
  }

  /// The regular files of an archive.
  ///
  /// Errors: why it is none, as it follows `the archive`.
  static func list(_ file: Descriptor, size: UInt64) throws(TransferFault) -> [TarMember] {
    var members: [TarMember] = []
    var place: UInt64 = 0
    var longName: String?
    while place + UInt64(blockBytes) <= size {
      let head = try read(file, at: place, count: blockBytes)
      if head.allSatisfy({ $0 == 0 }) { return members }
      guard begins(head), let length = number(head[124..<136]) else {
        throw TransferFault("the archive is damaged at byte \(place)")
      }
      let body = place + UInt64(blockBytes)
      guard length <= size, body + length <= size else {
        throw TransferFault("the archive is cut off")
      }
      switch head[156] {
      case UInt8(ascii: "L"), UInt8(ascii: "x"):
        let count = min(length, UInt64(DownloadLimits.memberNameBytes))
        let bytes = try read(file, at: body, count: Int(count))
        longName = head[156] == UInt8(ascii: "L") ? text(bytes[...]) : paxPath(bytes) ?? longName
      case 0, UInt8(ascii: "0"):
        members.append(
          TarMember(name: longName ?? text(head[0..<100]), offset: body, size: length))
        longName = nil
      default: longName = nil
      }
      guard members.count <= DownloadLimits.archiveMembers else {
        throw TransferFault("the archive has more than \(DownloadLimits.archiveMembers) files")
      }
      let unit = UInt64(blockBytes)
      place = body + (length + unit - 1) / unit * unit
    }
    throw TransferFault("the archive is cut off")
  }

  /// The one database of an archive, else its one file.
  static func chosen(of members: [TarMember]) throws(TransferFault) -> TarMember {
    let databases = members.filter { $0.name.hasSuffix(".mmdb") }
    if databases.count == 1 { return databases[0] }
    if databases.isEmpty, members.count == 1 { return members[0] }
    throw TransferFault(
      databases.isEmpty
        ? "the archive has \(members.count) files and none that ends in .mmdb"
        : "the archive has \(databases.count) files that end in .mmdb")
  }

  // MARK: fields

  private static func read(
    _ file: Descriptor, at place: UInt64, count: Int
  ) throws(TransferFault) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    let got = bytes.withUnsafeMutableBytes { file.peek(into: $0, at: place) }
    guard got == count else { throw TransferFault("the archive cannot be read") }
    return bytes
  }

  /// Octal digits, or a binary number when the first bit is set.
  private static func number(_ field: ArraySlice<UInt8>) -> UInt64? {
    if let first = field.first, first & 0x80 != 0 {
      guard first == 0x80 else { return nil }
      return field.dropFirst().reduce(UInt64?.some(0)) { sum, byte in
        sum.flatMap { $0 >> 55 == 0 ? $0 << 8 | UInt64(byte) : nil }
      }
    }
    let digits = field.drop { $0 == 32 }.prefix { (48...55).contains($0) }
    return digits.reduce(UInt64(0)) { $0 << 3 | UInt64($1 - 48) }
  }

  /// The sum of a header's bytes, its own field taken as blanks.
  private static func checksumIsRight(_ head: [UInt8]) -> Bool {
    let own = 148..<156
    let sum = head.indices.reduce(UInt64(0)) {
      $0 + (own.contains($1) ? 32 : UInt64(head[$1]))
    }
    return number(head[own]) == sum
  }

  private static func text(_ field: ArraySlice<UInt8>) -> String {
    String(decoding: field.prefix { $0 != 0 }, as: UTF8.self)
  }

  /// The `path` of pax records, `27 path=a/b.mmdb`, one a line.
  private static func paxPath(_ bytes: [UInt8]) -> String? {
    for line in bytes.split(separator: 10) {
      let record = line.drop { $0 != 32 }.dropFirst()
      let key = Array("path=".utf8)
      if record.starts(with: key) { return text(record.dropFirst(key.count)) }
    }
    return nil
  }
}
