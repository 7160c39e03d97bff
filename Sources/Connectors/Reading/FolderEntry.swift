import FileSystem

#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#endif

/// One name in a folder.
struct FolderEntry {
  /// With a zero at its end.
  let name: [CChar]
  /// Nil where the file system does not tell.
  let isFolder: Bool?

  var bytes: [UInt8] { name.dropLast().map(UInt8.init(bitPattern:)) }
  var isHidden: Bool { name.first == CChar(bitPattern: UInt8(ascii: ".")) }

  /// All names of a folder but `.` and `..`.
  static func list(_ path: [CChar]) throws(SystemError) -> [FolderEntry] {
    guard let folder = opendir(path) else { throw .last }
    defer { closedir(folder) }
    var entries: [FolderEntry] = []
    while true {
      errno = 0
      guard let entry = readdir(folder) else {
        guard errno == 0 else { throw .last }
        return entries
      }
      let type = Int(entry.pointee.d_type)
      let isFolder = type == Int(DT_UNKNOWN) ? nil : type == Int(DT_DIR)
      guard let name = name(of: entry), name != [dot, 0], name != [dot, dot, 0] else { continue }
      entries.append(FolderEntry(name: name, isFolder: isFolder))
    }
  }

  private static let dot = CChar(bitPattern: UInt8(ascii: "."))

  /// The name, read in place: the entry may be shorter than its type.
  private static func name(of entry: UnsafeMutablePointer<dirent>) -> [CChar]? {
    guard let offset = MemoryLayout<dirent>.offset(of: \.d_name) else { return nil }
    let start = (UnsafeRawPointer(entry) + offset).assumingMemoryBound(to: CChar.self)
    return Array(UnsafeBufferPointer(start: start, count: strlen(start) + 1))
  }
}
