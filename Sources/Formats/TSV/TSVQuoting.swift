import StageKit

/// How a value between tabs may hold what it otherwise could not.
enum TSVQuoting: String, OptionValue, CaseIterable {
  case none, double, backslash

  static var optionType: OptionType { .choice(allCases.map(\.rawValue)) }

  init?(_ data: OptionData) {
    guard case .text(let name) = data else { return nil }
    self.init(rawValue: name)
  }

  var data: OptionData { .text(rawValue) }
}
