/// The way to one value in a record: `subdivisions[-1].iso_code` is
/// `["subdivisions", .last, "iso_code"]`.
public struct IPTablePath: Sendable, Hashable {
  /// Components at most; the records of all known databases are below 8 deep.
  public static let depthLimit = 64

  /// One step of the way.
  public enum Component: Sendable, Hashable {
    /// A key of a map.
    case key(String)
    /// A place in a list from 0; below 0 it counts from the end.
    case index(Int)

    /// The last element of a list.
    public static let last = Component.index(-1)
  }

  /// The steps from the top of the record on.
  public let components: [Component]

  /// A path that the program knows; one that is too deep is a programmer error.
  public init(_ components: [Component]) {
    precondition(components.count <= IPTablePath.depthLimit, "a path of more than 64 components")
    self.components = components
  }
}

extension IPTablePath: ExpressibleByArrayLiteral {
  /// Makes a path from its steps, as literals.
  public init(arrayLiteral elements: Component...) { self.init(elements) }
}

extension IPTablePath.Component: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
  /// Makes the step to a key of a map.
  public init(stringLiteral value: String) { self = .key(value) }
  /// Makes the step to a place in a list from 0; below 0 it counts from the end.
  public init(integerLiteral value: Int) { self = .index(value) }
}

extension IPTablePath: CustomStringConvertible {
  public var description: String {
    var text = ""
    for component in components {
      switch component {
      case .key(let key): text += text.isEmpty ? key : ".\(key)"
      case .index(let index): text += "[\(index)]"
      }
    }
    return text
  }
}
