import Foundation
import TestSupport

/// The built program, and the tree that it was built from.
enum Program {
  /// `$RICHLINE_PROGRAM`; else the one beside the test program; else that of a build folder.
  static let path: String = {
    if let stated = ProcessInfo.processInfo.environment["RICHLINE_PROGRAM"] { return stated }
    let own = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    let folders =
      [own.deletingLastPathComponent().path]
      + [".build-h", ".build"].map { "\(root)/\($0)/debug" }
    let places = folders.map { "\($0)/richline" }
    guard let found = places.first(where: FileManager.default.isExecutableFile) else {
      fatalError("'richline' is in none of its places: \(places.joined(separator: ", "))")
    }
    return URL(fileURLWithPath: found).resolvingSymlinksInPath().path
  }()

  static let root = SharedFolder.packageRoot

  static let cities = "\(root)/enrichments/IPLookup/data/sample-city.mmdb"
  static let agents = "\(root)/examples/01-web-analytics/regexes.yaml"
  static let referers = "\(root)/enrichments/RefererParser/data/referers.json"
  static let pixelLog = "\(root)/examples/01-web-analytics/logs/cloudfront.log"
}
