import Foundation

/// Where cases and the data that they name stand.
enum VectorFiles {
  /// The package.
  static let root: URL = {
    var folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    let manager = FileManager.default
    while !manager.fileExists(atPath: folder.appendingPathComponent("Package.swift").path) {
      folder.deleteLastPathComponent()
    }
    return folder
  }()

  /// The shared folder: that of RICHLINE_SHARED, else `../shared` of the package.
  static let shared: URL = {
    if let path = ProcessInfo.processInfo.environment["RICHLINE_SHARED"] {
      return URL(fileURLWithPath: path)
    }
    return root.deletingLastPathComponent().appendingPathComponent("shared")
  }()

  /// A new folder in the layout of the shared one, with our own sample databases.
  static func ownData() throws -> URL {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("richline-own-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      at: folder.appendingPathComponent("maxmind"),
      withDestinationURL: root.appendingPathComponent("enrichments/IPLookup/data"))
    return folder
  }
}
