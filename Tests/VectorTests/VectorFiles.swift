import Foundation
import TestSupport

/// Where cases and the data that they name stand.
enum VectorFiles {
  /// The package.
  static let root = URL(fileURLWithPath: SharedFolder.packageRoot)

  static let shared = URL(fileURLWithPath: SharedFolder.folder)

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
