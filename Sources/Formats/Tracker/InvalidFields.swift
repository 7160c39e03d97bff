import StageKit

/// The values of one event that could not be converted, gathered into one failure.
struct InvalidFields {
  /// Bytes of a text that an error quotes at most; the record stands beside it as a whole.
  private static let longestQuote = 1000

  private var names: [String] = []
  private var errors: [String] = []

  /// Adds an error of a parameter or field.
  mutating func add(_ name: String, _ text: String) {
    names.append(name)
    errors.append("\(name): \(text)")
  }

  /// All of them together.
  var failure: Failure {
    let count = errors.count == 1 ? "1 value" : "\(errors.count) values"
    return Failure(
      .invalid, "\(count) cannot be converted: \(names.joined(separator: ", "))", errors: errors)
  }

  /// What is said of a text that is no URI.
  static func uri(_ text: Bytes) -> String {
    "Provided URI [\(text.prefix(longestQuote).string)] could not be parsed"
  }
}
