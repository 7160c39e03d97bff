import DatabaseTrial
import Foundation
import LookupKit

/// `BadDatabases FILE…`: tries each file as a MaxMind database and says what came of it; for builds
/// with a sanitizer. Exit code 1 when a promise was not kept.
@main
enum Main {
  static func main() {
    var isBroken = false
    for path in CommandLine.arguments.dropFirst() {
      let name = path.split(separator: "/").last.map(String.init) ?? path
      guard let data = FileManager.default.contents(atPath: path) else {
        print("\(name): cannot be read")
        isBroken = true
        continue
      }
      let trial = data.withUnsafeBytes { DatabaseTrial($0, name: name) }
      print(trial.opening == .opened ? "\(name): \(trial)" : "\(trial)")
      // The way that users take, through memory of another kind.
      let byPath = Result { try MMDBTable.open(path: path) }
      if !trial.broken.isEmpty || (trial.opening == .opened) != ((try? byPath.get()) != nil) {
        isBroken = true
      }
    }
    exit(isBroken ? 1 : 0)
  }
}
