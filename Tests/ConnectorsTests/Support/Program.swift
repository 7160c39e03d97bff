import Foundation

/// A program of the system, to compare with.
enum Program {
  /// Its exit code and output.
  static func run(_ path: String, _ arguments: [String]) throws -> (code: Int32, output: [UInt8]) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = Pipe()
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, Array(output))
  }

  /// What gzip makes of bytes.
  static func gzip(_ bytes: [UInt8]) throws -> [UInt8] {
    let folder = Folder()
    folder.write("x", bytes)
    return try run("/bin/gzip", ["-nc", folder["x"]]).output
  }

  static func gzip(_ text: String) throws -> [UInt8] { try gzip(Array(text.utf8)) }
}
