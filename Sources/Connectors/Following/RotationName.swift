import Packing
import StageKit

/// What rotation makes of names.
enum RotationName {
  private static let separators = Array(".-_".utf8)
  private static let words = [".gz", ".zst", ".old", ".bak"].map { Array($0.utf8) }

  /// The name before rotation: `app.log` for `app.log.1`, `app.log.2.gz`, `app.log-20261121`,
  /// `app-2026-11-21.log`.
  ///
  /// Shape: numbers behind a separator go, and `.gz`, `.zst`, `.old`, `.bak` at the end.
  static func base(_ name: some Collection<UInt8>) -> [UInt8] {
    var name = Array(name)
    while let word = words.first(where: {
      name.count > $0.count && name.suffix($0.count) == $0[...]
    }) {
      name.removeLast(word.count)
    }
    var base: [UInt8] = []
    var rest = name[...]
    while let byte = rest.first {
      if separators.contains(byte), let end = endOfNumber(rest.dropFirst()), !base.isEmpty {
        rest = rest[end...]
      } else {
        base.append(byte)
        rest = rest.dropFirst()
      }
    }
    return base
  }

  /// Where a number ends; nil when it is none, or more than a number.
  private static func endOfNumber(_ text: ArraySlice<UInt8>) -> Int? {
    let digits = text.prefix { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
    guard !digits.isEmpty else { return nil }
    guard let next = text[digits.endIndex...].first else { return digits.endIndex }
    return separators.contains(next) ? digits.endIndex : nil
  }
}

/// Files that rotation makes of one another: of one folder and one name.
struct FileFamily: Hashable {
  private let folder: [UInt8]
  private let base: [UInt8]
  /// Whether the file has been put aside, by its name.
  let isRotated: Bool

  init(_ path: FilePath) {
    let bytes = path.normalized
    let name = bytes.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0
    folder = Array(bytes[..<name])
    base = RotationName.base(bytes[name...])
    isRotated = base.count != bytes.count - name
  }

  /// Of the file that a mark is of.
  init(_ mark: InputMark) { self.init(FilePath(Array(mark.name.utf8))) }

  static func == (a: FileFamily, b: FileFamily) -> Bool { a.base == b.base && a.folder == b.folder }

  func hash(into hasher: inout Hasher) {
    hasher.combine(folder)
    hasher.combine(base)
  }

  /// The folder for system calls, with a slash at its end.
  var folderPath: FilePath { FilePath(folder.isEmpty ? Array("./".utf8) : folder) }
}

extension FilePath {
  /// In which order files of a family are judged: names that rotation has not made, then what was
  /// put aside, then what was packed.
  var rank: Int {
    let isPacked = PackedFormat(path: String(decoding: bytes, as: UTF8.self)) != nil
    return (FileFamily(self).isRotated ? 1 : 0) + (isPacked ? 1 : 0)
  }
}
