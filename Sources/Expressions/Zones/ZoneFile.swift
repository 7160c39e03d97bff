#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#endif

/// The system's time zone database, read when an expression names a zone.
///
/// Source: RFC 8536.
enum ZoneFile {
  private static let folders = ["/usr/share/zoneinfo", "/usr/lib/zoneinfo", "/etc/zoneinfo"]
  /// The largest files have some 4 KiB.
  private static let sizeLimit = 256 * 1024

  /// The rules of a name such as `Europe/Berlin`, or an offset such as `+02:00`.
  static func rules(_ name: String) -> TimeZoneRules? {
    if name == "UTC" || name == "Z" || name.isEmpty { return .utc }
    if let offset = offset(name) { return TimeZoneRules(offset: offset) }
    let isName = name.utf8.allSatisfy {
      ($0 | 32) &- 97 < 26 || $0 &- 48 < 10 || "/_+-".utf8.contains($0)
    }
    guard isName, !name.hasPrefix("/"), name.utf8.count <= 64 else { return nil }
    for folder in folders {
      if let bytes = read("\(folder)/\(name)"), let rules = parse(bytes) { return rules }
    }
    return nil
  }

  private static func offset(_ name: String) -> Int64? {
    let digits = Array(name.utf8)
    let bare = digits.first == 43 || digits.first == 45 ? Array(digits.dropFirst()) : digits
    guard bare.count == 5, bare[2] == 58,
      let hours = Int64(String(decoding: bare[..<2], as: UTF8.self)),
      let minutes = Int64(String(decoding: bare[3...], as: UTF8.self)), hours < 24, minutes < 60,
      bare[0] &- 48 < 10, bare[3] &- 48 < 10
    else { return nil }
    return (hours * 3600 + minutes * 60) * (digits.first == 45 ? -1 : 1)
  }

  private static func read(_ path: String) -> [UInt8]? {
    guard let file = fopen(path, "re") else { return nil }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: sizeLimit)
    let count = fread(&bytes, 1, sizeLimit, file)
    return count > 0 && count < sizeLimit ? Array(bytes[..<count]) : nil
  }

  /// Counts of a header, in the order of the file.
  private struct Header {
    let isUTC, isStandard, leaps, times, types, characters: Int

    init?(_ bytes: [UInt8], _ at: Int) {
      guard at + 44 <= bytes.count, bytes[at..<at + 4].elementsEqual("TZif".utf8) else {
        return nil
      }
      func count(_ index: Int) -> Int { Int(ZoneFile.integer(bytes, at + 20 + 4 * index, 4)) }
      isUTC = count(0)
      isStandard = count(1)
      leaps = count(2)
      times = count(3)
      types = count(4)
      characters = count(5)
      let counts = [isUTC, isStandard, leaps, times, types, characters]
      guard counts.allSatisfy({ (0...20_000).contains($0) }), types > 0 else { return nil }
    }

    /// Bytes of the data behind it.
    func length(_ width: Int) -> Int {
      times * (width + 1) + types * 6 + characters + leaps * (width + 4) + isStandard + isUTC
    }
  }

  fileprivate static func integer(_ bytes: [UInt8], _ at: Int, _ width: Int) -> Int64 {
    var value: UInt64 = bytes[at] >= 0x80 ? ~0 : 0
    for i in 0..<width { value = value << 8 | UInt64(bytes[at + i]) }
    return Int64(bitPattern: value)
  }

  static func parse(_ bytes: [UInt8]) -> TimeZoneRules? {
    guard let old = Header(bytes, 0) else { return nil }
    let isNew = bytes[4] >= UInt8(ascii: "2")
    let at = isNew ? 44 + old.length(4) : 0
    let width = isNew ? 8 : 4
    guard let header = isNew ? Header(bytes, at) : old,
      at + 44 + header.length(width) <= bytes.count
    else { return nil }
    let times = at + 44
    let kinds = times + header.times * width
    let types = kinds + header.times
    func offset(_ type: Int) -> Int64 {
      type < header.types ? integer(bytes, types + 6 * type, 4) : 0
    }
    let changes = (0..<header.times).map {
      TimeZoneRules.Change(
        at: integer(bytes, times + $0 * width, width), offset: offset(Int(bytes[kinds + $0])))
    }
    var later: YearlyRule?
    if isNew {
      let footer = bytes[(at + 44 + header.length(width))...].dropFirst().prefix { $0 != 10 }
      later = YearlyRule(String(decoding: footer, as: UTF8.self))
    }
    return TimeZoneRules(before: offset(0), changes: changes, later: later)
  }
}
