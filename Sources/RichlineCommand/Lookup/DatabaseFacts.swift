import Digests
import Richline

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// What a database says of itself, as lines or as JSON.
struct DatabaseFacts {
  private var facts: [(name: String, value: LookupValue)] = []

  /// What every lookup tells.
  init(name: String, _ description: LookupDescription) {
    facts.append(("lookup", .text(name)))
    add(description)
  }

  /// Errors: damaged metadata.
  init(_ table: MMDBTable, path: String) throws {
    facts.append(("file", .text(path)))
    add(table.description)
    let metadata: LookupValue
    do throws(LookupError) { metadata = try table.metadata() } catch {
      throw LookupCommand.refuse(LookupError("'\(path)' is damaged: \(error.message)"))
    }
    let names = ["description", "languages", "ip_version", "record_size", "node_count"]
    for name in names { if let value = metadata[name] { facts.append((name, value)) } }
  }

  private mutating func add(_ description: LookupDescription) {
    facts.append(("type", .text(description.type)))
    if let seconds = description.buildDate {
      facts.append(("build_date", .text(DatabaseFacts.time(seconds))))
    }
    if let count = description.entryCount {
      facts.append(("entries", .unsigned(UInt128(max(count, 0)), bits: 64)))
    }
    facts.append(("memory", .unsigned(UInt128(max(description.byteCount, 0)), bits: 64)))
  }

  /// The SHA-256 of a file; nothing when it cannot be read any more.
  mutating func addChecksum(of path: String) {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return }
    defer { close(file) }
    var digest = SHA256()
    var room = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = room.withUnsafeMutableBytes { read(file, $0.baseAddress, $0.count) }
      guard count >= 0 else { return }
      guard count > 0 else { break }
      room.withUnsafeBytes { digest.add(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
    }
    facts.append(("sha256", .text(digest.finish().hex)))
  }

  var json: String { LookupValue.map(facts.map { .init($0.name, $0.value) }).json }

  var text: String {
    let width = facts.map(\.name.count).max() ?? 0
    return facts.map { name, value in
      "\(name)\(String(repeating: " ", count: width - name.count + 2))\(value.cell)"
    }.joined(separator: "\n")
  }

  /// A time as RFC 3339 has it; the number of seconds when no calendar has it.
  static func time(_ seconds: Int64) -> String {
    let (milliseconds, isTooLarge) = seconds.multipliedReportingOverflow(by: 1000)
    guard !isTooLarge, TimestampText.isWritable(milliseconds) else { return "\(seconds)" }
    let arena = Arena()
    let room = arena.reserve(TimestampText.capacity)
    return arena.commit(TimestampText.writeRFC3339(milliseconds, room)).string
  }
}
