import StageKit

/// An option that is one of a few words: those of its cases.
protocol ChoiceOption: OptionValue, RawRepresentable<String>, CaseIterable {}

extension ChoiceOption {
  static var optionType: OptionType { .choice(allCases.map(\.rawValue)) }

  init?(_ data: OptionData) {
    guard case .text(let text) = data else { return nil }
    self.init(rawValue: text)
  }

  var data: OptionData { .text(rawValue) }
}
