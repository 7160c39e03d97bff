package import StageKit

/// An option that is one of a few words: those of its cases.
package protocol ChoiceOption: OptionValue, RawRepresentable<String>, CaseIterable {}

extension ChoiceOption {
  package static var optionType: OptionType { .choice(allCases.map(\.rawValue)) }

  package init?(_ data: OptionData) {
    guard case .text(let text) = data else { return nil }
    self.init(rawValue: text)
  }

  package var data: OptionData { .text(rawValue) }
}
