/// A Swift type that an option can have.
public protocol OptionValue: Sendable {
  /// What the pipeline file may state for it.
  static var optionType: OptionType { get }
  /// The value of checked data; nil only when the data is not of `optionType`.
  init?(_ data: OptionData)
  /// The value as data, to show defaults.
  var data: OptionData { get }
}

extension String: OptionValue {
  public static var optionType: OptionType { .text }

  public init?(_ data: OptionData) {
    guard case .text(let text) = data else { return nil }
    self = text
  }

  public var data: OptionData { .text(self) }
}

extension Int: OptionValue {
  public static var optionType: OptionType { .integer(Int.min...Int.max) }

  public init?(_ data: OptionData) {
    guard case .integer(let number) = data else { return nil }
    self = number
  }

  public var data: OptionData { .integer(self) }
}

extension Bool: OptionValue {
  public static var optionType: OptionType { .boolean }

  public init?(_ data: OptionData) {
    guard case .boolean(let flag) = data else { return nil }
    self = flag
  }

  public var data: OptionData { .boolean(self) }
}

extension Array: OptionValue where Element: OptionValue {
  public static var optionType: OptionType { .list(Element.optionType) }

  public init?(_ data: OptionData) {
    guard case .list(let items) = data else { return nil }
    var values: [Element] = []
    for item in items {
      guard let value = Element(item) else { return nil }
      values.append(value)
    }
    self = values
  }

  public var data: OptionData { .list(map(\.data)) }
}

/// A map from names to texts, in the order of the file.
public struct TextMap: OptionValue, Equatable {
  /// The entries in the order of the file.
  public let members: [(key: String, value: String)]

  /// Makes a map of entries in this order.
  public init(_ members: [(key: String, value: String)] = []) { self.members = members }

  public static var optionType: OptionType { .map(.text) }

  public init?(_ data: OptionData) {
    guard case .map(let entries) = data else { return nil }
    var members: [(key: String, value: String)] = []
    for entry in entries {
      guard case .text(let value) = entry.value else { return nil }
      members.append((entry.key, value))
    }
    self.members = members
  }

  public var data: OptionData { .map(members.map { OptionMember($0.key, .text($0.value)) }) }

  public static func == (a: TextMap, b: TextMap) -> Bool { a.data == b.data }
}
