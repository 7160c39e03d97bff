import Synchronization

/// What workers share of each version of a lookup: an object that the first of them makes, and that goes
/// with the last one that has it.
///
/// Shape: a stage has one, and asks it when it makes a workspace.
public final class VersionShared<Made: AnyObject & Sendable>: Sendable {
  private struct Entry {
    weak var version: (any Lookup)?
    weak var made: Made?
  }

  private let entries = Mutex<[Entry]>([])

  /// Makes an empty one.
  public init() {}

  /// The object of a version, made when there is none.
  ///
  /// Cost: a lock, and a search among the few versions that are in use.
  public func object(for version: any Lookup, _ make: () -> Made) -> Made {
    entries.withLock { entries in
      entries.removeAll { $0.version == nil || $0.made == nil }
      if let known = entries.first(where: { $0.version === version })?.made { return known }
      let made = make()
      entries.append(Entry(version: version, made: made))
      return made
    }
  }
}
