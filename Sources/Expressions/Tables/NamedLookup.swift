/// What a pipeline has under the name that `lookup("name", key)` states.
public enum NamedLookup: Sendable {
  case table(NamedTable)
  /// A lookup that is no key table, with the name of what it is.
  case other(interface: String)
  /// There is none of this name.
  case unknown
  /// There is one, with mistakes of its own.
  case broken
}
