public import StageKit
import Synchronization

extension Catalog {
  private static let installed = Mutex(standard)

  /// What this program has: the standard list, and what its main file adds.
  public static var registry: Registry { installed.withLock { $0 } }

  /// Takes the place of the list: once, before anything asks for it.
  package static func install(_ registry: Registry) { installed.withLock { $0 = registry } }
}
