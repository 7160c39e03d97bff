import StageKit

/// The values of one event that do not fit their fields, gathered into one failure.
struct InvalidFields {
  /// Bytes of a text that an error quotes at most; the record stands beside it as a whole.
  private static let longestQuote = 1000

  private var names: [String] = []
  private var longNames: [String] = []
  private var errors: [String] = []

  /// Adds an error of a parameter or field.
  mutating func add(_ name: String, _ text: String) {
    names.append(name)
    errors.append("\(name): \(text)")
  }

  /// Adds the errors of one parameter.
  mutating func add(_ name: String, _ texts: [String]) {
    names.append(name)
    errors += texts.map { "\(name): \($0)" }
  }

  /// Adds a text that is longer than its field.
  mutating func addTooLong(_ name: String, _ text: String) {
    longNames.append(name)
    errors.append("\(name): \(text)")
  }

  /// All of them together.
  var failure: Failure {
    var parts: [String] = []
    if !names.isEmpty {
      let count = names.count == 1 ? "1 value" : "\(names.count) values"
      parts.append("\(count) cannot be converted: \(names.joined(separator: ", "))")
    }
    if !longNames.isEmpty {
      let count = longNames.count == 1 ? "1 text is" : "\(longNames.count) texts are"
      parts.append("\(count) too long: \(longNames.joined(separator: ", "))")
    }
    return Failure(.invalid, parts.joined(separator: "; "), errors: errors)
  }

  /// What is said of a text that is no URI.
  static func uri(_ text: Bytes) -> String {
    "Provided URI [\(text.prefix(longestQuote).string)] could not be parsed"
  }
}
