import StageKit

#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#endif

/// What a pipeline file may ask of the world around it: variables, and the text of other files.
public struct Surroundings: Sendable {
  /// Variables that the command line sets: they come before all others, and each must be used.
  public var settings: [String: String]
  /// Variables of a file of `NAME=VALUE` lines: they come before those of the environment.
  public var fileVariables: [String: String]
  let environment: @Sendable (String) -> String?
  let read: @Sendable (_ path: String, _ limit: Int) -> Result<[UInt8], FileTrouble>

  /// The environment of the process, and the files of the system.
  public init(settings: [String: String] = [:], fileVariables: [String: String] = [:]) {
    self.init(
      settings: settings, fileVariables: fileVariables,
      environment: { getenv($0).map { String(cString: $0) } },
      read: { FileTrouble.read($0, limit: $1) })
  }

  package init(
    settings: [String: String] = [:], fileVariables: [String: String] = [:],
    environment: @escaping @Sendable (String) -> String?,
    read: @escaping @Sendable (_ path: String, _ limit: Int) -> Result<[UInt8], FileTrouble>
  ) {
    self.settings = settings
    self.fileVariables = fileVariables
    self.environment = environment
    self.read = read
  }

  /// Whether a text can be the name of a variable.
  public static func isName(_ text: String) -> Bool { VariableText.isName(text) }

  /// The value of a variable; nil when nothing sets it.
  func value(of name: String) -> String? {
    settings[name] ?? fileVariables[name] ?? environment(name)
  }
}

/// Why a file that a pipeline names cannot be read.
package enum FileTrouble: Error, Equatable {
  /// In the words of the system.
  case refused(String)
  case isFolder
  /// A pipe or a device, of which nobody knows when it ends.
  case isNoFile
  case tooLarge(limit: Int)

  package var reason: String {
    switch self {
    case .refused(let words): words
    case .isFolder: "it is a folder"
    case .isNoFile: "it is no regular file"
    case .tooLarge(let limit): "it has more than \(Amount.text(bytes: limit))"
    }
  }

  static func read(
    _ path: String, limit: Int, takesPipes: Bool = false
  ) -> Result<[UInt8], FileTrouble> {
    do throws(SystemError) {
      let file = try Descriptor.open(Array(path.utf8CString))
      defer { file.release() }
      switch file.kind {
      case .file?: break
      case .folder?: return .failure(.isFolder)
      default: if !takesPipes { return .failure(.isNoFile) }
      }
      var bytes: [UInt8] = []
      var room = [UInt8](repeating: 0, count: 64 * 1024)
      while bytes.count <= limit {
        let count = try readSome(file, &room)
        if count == 0 { return .success(bytes) }
        bytes += room[..<count]
      }
      return .failure(.tooLarge(limit: limit))
    } catch {
      return .failure(.refused(error.reason))
    }
  }

  private static func readSome(
    _ file: Descriptor, _ room: inout [UInt8]
  ) throws(SystemError) -> Int {
    let result = room.withUnsafeMutableBytes { room in
      Result { () throws(SystemError) in try file.readSome(into: room) }
    }
    return try result.get()
  }
}
