/// Every function of the language.
public enum FunctionCatalog {
  /// All of them, in the order of the reference.
  public static let all: [FunctionSpec] =
    web + tables + texts + conversions + times + networks + numbers + lists

  static let overloads: [String: [Overload]] = Dictionary(
    grouping: all.flatMap(\.overloads), by: \.name)

  /// Names that stand before a point without being values.
  static func isNamespace(_ name: String) -> Bool {
    ["math", "strings", "base64", "ip", "cel"].contains(name)
  }

  /// The ways to call a name; those of another sort of call when there are none of this one.
  static func named(_ name: String, isMethod: Bool) -> [Overload] {
    (overloads[name] ?? []).filter { $0.isMethod == isMethod }
  }

  /// Names and macros, for suggestions.
  static var names: [String] { all.map(\.name) }
}
