import StageKit

/// An option of a format that takes one of a few words.
protocol FormatChoice: OptionValue, RawRepresentable, CaseIterable where RawValue == String {}

extension FormatChoice {
  static var optionType: OptionType { .choice(allCases.map(\.rawValue)) }

  init?(_ data: OptionData) {
    guard case .text(let text) = data else { return nil }
    self.init(rawValue: text)
  }

  var data: OptionData { .text(rawValue) }
}
