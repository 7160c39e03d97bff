import Foundation

/// A folder of a test, gone with it.
final class Folder: Sendable {
  let path: String

  init() {
    var template = Array("\(NSTemporaryDirectory())/richline-XXXXXX".utf8CString)
    path = String(cString: mkdtemp(&template)!)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  subscript(name: String) -> String { "\(path)/\(name)" }

  func write(_ name: String, _ text: String) { write(name, Array(text.utf8)) }

  func write(_ name: String, _ bytes: [UInt8]) {
    let folder = (self[name] as NSString).deletingLastPathComponent
    try! FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true)
    try! Data(bytes).write(to: URL(fileURLWithPath: self[name]))
  }

  func bytes(_ name: String) -> [UInt8]? {
    FileManager.default.contents(atPath: self[name]).map(Array.init)
  }

  func text(_ name: String) -> String? { bytes(name).map { String(decoding: $0, as: UTF8.self) } }

  /// All names, hidden ones too, sorted.
  var names: [String] { try! FileManager.default.contentsOfDirectory(atPath: path).sorted() }

  func permissions(_ name: String) -> UInt32 {
    var found = stat()
    return stat(self[name], &found) == 0 ? found.st_mode & 0o777 : 0
  }
}
