/// What the standard form of a file knows of its keys; all else it knows from YAML.
public struct YAMLStyle: Sendable {
  /// The order of the keys at the top; others stay behind them as they are.
  public var sections: [String]

  /// By section: the keys that stand first in each of its components.
  public var leading: [String: [String]]

  /// Makes a style.
  public init(sections: [String] = [], leading: [String: [String]] = [:]) {
    self.sections = sections
    self.leading = leading
  }

  /// What does not fit is written over several lines.
  static let lineWidth = 100

  /// The depth of one level.
  static let indent = 2
}
