import Digests
import FileSystem
import StageKit

#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#endif

/// The folder of one address in the cache: a note, and the file that it names by its checksum.
///
/// Shape: the note is renamed into its place last, so the two always belong together. Folders are
/// for their owner alone (0700), files too (0600).
struct CacheFolder {
  let path: String
  private let address: WebAddress

  private static let noteName = "note"
  private static let suffix = ".data"

  init(_ address: WebAddress, in cache: String) {
    self.address = address
    var hash = SHA256()
    Array(address.text.utf8).withUnsafeBytes { hash.add($0) }
    let host = String(address.host.map { $0.isLetter || $0.isNumber || $0 == "." ? $0 : "_" })
    path = "\(cache)/lookups/\(host.prefix(60))-\(hash.finish().hex.prefix(16))"
  }

  /// The cache of this user: the first of these variables that is set: `RICHLINE_CACHE`,
  /// `CACHE_DIRECTORY` (systemd sets it), `XDG_CACHE_HOME`, `HOME`.
  static func cache(_ variable: (String) -> String?) -> String? {
    for (name, rest) in [
      ("RICHLINE_CACHE", ""), ("CACHE_DIRECTORY", ""), ("XDG_CACHE_HOME", "/richline"),
      ("HOME", "/.cache/richline"),
    ] {
      if let value = variable(name), value.hasPrefix("/") { return value + rest }
    }
    return nil
  }

  // MARK: reading

  /// The note, when the file that it names is there with its size.
  var note: CacheNote? {
    guard
      let bytes = try? DurableFile.read(
        "\(path)/\(CacheFolder.noteName)", limit: DownloadLimits.noteBytes),
      let note = CacheNote(bytes),
      FileStatus.size(file(note.checksum).utf8CString.map(\.self)) == note.size
    else { return nil }
    return note
  }

  func data(_ note: CacheNote) -> FetchedData {
    FetchedData(
      path: file(note.checksum), checksum: note.checksum, marks: note.marks,
      confirmed: note.confirmed, isKept: true)
  }

  /// Whether the bytes are those of the note.
  func isWhole(_ note: CacheNote) -> Bool {
    guard let file = try? Descriptor.open(file(note.checksum).utf8CString.map(\.self)) else {
      return false
    }
    let room = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 * 1024, alignment: 64)
    defer { room.deallocate() }
    var hash = SHA256()
    while let count = try? file.readSome(into: room) {
      if count == 0 { return hash.finish().hex == note.checksum }
      hash.add(UnsafeRawBufferPointer(rebasing: room[..<count]))
    }
    return false
  }

  private func file(_ checksum: String) -> String { "\(path)/\(checksum)\(CacheFolder.suffix)" }

  /// Forgets the version that it has.
  func forget() { unlink("\(path)/\(CacheFolder.noteName)") }

  // MARK: writing

  /// Makes the folder, and removes what killed processes left behind.
  func make(now: Int64) throws(TransferFault) {
    do throws(SystemError) { try makeFolders() } catch {
      throw TransferFault(
        "the cache '\(path)' cannot be made: \(error.reason); RICHLINE_CACHE names another folder")
    }
    for name in names where name.hasPrefix(ScratchFile.prefix) {
      let old = FileStamp("\(path)/\(name)").map { $0.writtenSeconds * 1000 } ?? now
      if now - old > DownloadLimits.leftoverMilliseconds { unlink("\(path)/\(name)") }
    }
  }

  private func makeFolders() throws(SystemError) {
    let lookups = Folder.parent(of: path).dropLast()
    let cache = Folder.parent(of: String(lookups)).dropLast()
    try Folder.make(Folder.parent(of: String(cache)))
    for folder in [String(cache), String(lookups), path] {
      guard mkdir(folder, 0o700) == 0 || errno == EEXIST else { throw .last }
    }
  }

  /// Gives a new version its name, then writes the note of it, then removes the version before.
  func keep(_ data: FetchedData, size: UInt64) throws(SystemError) {
    try DurableFile.move(data.path, to: file(data.checksum))
    try write(
      CacheNote(
        address: address.shown, checksum: data.checksum, size: size, marks: data.marks,
        confirmed: data.confirmed))
    for name in names
    where name.hasSuffix(CacheFolder.suffix) && !name.hasPrefix(data.checksum) {
      unlink("\(path)/\(name)")
    }
  }

  /// Under a name of its own first: other processes write notes too.
  func write(_ note: CacheNote) throws(SystemError) {
    let temporary = "\(path)/\(ScratchFile.prefix)\(getpid())-\(UInt64.random(in: 0...UInt64.max))"
    try DurableFile.write(Array(note.text.utf8), to: temporary)
    try DurableFile.move(temporary, to: "\(path)/\(CacheFolder.noteName)")
  }

  private var names: [String] {
    guard let folder = opendir(path) else { return [] }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      names.append(
        withUnsafePointer(to: &entry.pointee.d_name) { name in
          name.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        })
    }
    return names
  }
}
