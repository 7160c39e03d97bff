import StageKit

/// The rules of one field.
struct FieldCheck: Sendable {
  /// Bytes of a value that a message quotes at most.
  private static let shownBytes = 100

  private let field: NamedField
  private var isRequired = false
  private var form: TextForm?
  private var minLength = 0
  private var maxLength = Int.max
  private var min: (number: Double, text: String)?
  private var max: (number: Double, text: String)?
  /// As text; nil: anything.
  private var values: [Bytes]?
  private var pattern: (pattern: TextPattern, text: String)?

  init(_ field: NamedField, _ rules: FieldRules.Rules, _ setup: Setup) throws(Findings) {
    self.field = field
    for rule in rules {
      do throws(RuleProblem) { try take(rule) } catch {
        throw [
          setup.finding(
            "fields.\(field.field.name).\(rule.key)", "bad-value", error.message, help: error.help)
        ]
      }
    }
  }

  private mutating func take(_ rule: OptionMember) throws(RuleProblem) {
    switch (rule.key, rule.value) {
    case ("required", .boolean(let flag)): isRequired = flag
    case ("type", .text(let name)):
      try need([.text], rule.key)
      form = TextForm(rawValue: name)
    case ("min_length", .integer(let count)):
      try need([.text], rule.key)
      minLength = count
    case ("max_length", .integer(let count)):
      try need([.text], rule.key)
      maxLength = count
    case ("min", let value): min = try number(value, rule.key)
    case ("max", let value): max = try number(value, rule.key)
    case ("values", .list(let items)):
      if items.isEmpty { throw RuleProblem("'values' lists nothing") }
      values = items.map { Bytes.constant($0.plain) }
    case ("pattern", .text(let text)):
      try need([.text], rule.key)
      do throws(TextPatternError) { pattern = (try TextPattern(text), text) } catch {
        throw RuleProblem(error.message)
      }
    default: break
    }
    if minLength > maxLength { throw RuleProblem("'min_length' is more than 'max_length'") }
    if let min, let max, min.number > max.number {
      throw RuleProblem("'min' is more than 'max'")
    }
  }

  private func need(_ types: [FieldType], _ rule: String) throws(RuleProblem) {
    let type = field.field.type
    if types.contains(type) || type == .json && rule == "type" { return }
    let wanted = types.count == 1 ? "text" : "numbers"
    throw RuleProblem(
      "'\(rule)' is for fields that hold \(wanted), and '\(field.field.name)' is \(type.rawValue)")
  }

  private func number(
    _ value: OptionData, _ rule: String
  ) throws(RuleProblem) -> (Double, String) {
    try need([.integer, .float, .double, .decimal], rule)
    switch value {
    case .integer(let number): return (Double(number), value.summary)
    case .number(let text):
      if let number = Double(text), number.isFinite { return (number, text) }
    default: break
    }
    throw RuleProblem("'\(rule)' is '\(value.summary)', which is no number")
  }

  // MARK: events

  func check(_ event: borrowing Event, _ arena: Arena, _ broken: inout [String]) {
    let value = event[field.input]
    let name = field.field.name
    guard !value.isEmpty else {
      if isRequired { broken.append("'\(name)' is missing") }
      return
    }
    if value.kind == .text || value.kind == .json { checkText(value, &broken) }
    if let number = value.number {
      if let min, number < min.number {
        broken.append("'\(name)' is \(value.shown(arena)), and \(min.text) is the least")
      }
      if let max, number > max.number {
        broken.append("'\(name)' is \(value.shown(arena)), and \(max.text) is the most")
      }
    }
    if let values {
      let text = value.converted(to: .text, arena: arena)?.text ?? .empty
      if !values.contains(where: { $0 == text }) {
        broken.append("'\(name)' is \(value.shown(arena)), which is none of its values")
      }
    }
  }

  private func checkText(_ value: Slot, _ broken: inout [String]) {
    let (name, text) = (field.field.name, value.bytes)
    var shown: String { "'\(text.prefix(FieldCheck.shownBytes).string)'" }
    if let form, !form.fits(text) {
      broken.append("'\(name)' is \(shown), which is no \(form.rawValue)")
    }
    if minLength > 0 || maxLength < Int.max {
      let count = FieldCheck.characters(text)
      if count < minLength {
        broken.append("'\(name)' has \(count) characters, and \(minLength) are the fewest")
      } else if count > maxLength {
        broken.append("'\(name)' has \(count) characters, and \(maxLength) are the most")
      }
    }
    if let pattern, !pattern.pattern.matches(text) {
      broken.append("'\(name)' is \(shown), which does not match '\(pattern.text)'")
    }
  }

  /// Code points: all bytes but those that go on with one.
  private static func characters(_ text: Bytes) -> Int {
    var count = 0
    for i in 0..<text.count where text[i] & 0xc0 != 0x80 { count += 1 }
    return count
  }
}

/// Why a rule cannot be taken.
struct RuleProblem: Error {
  let message: String
  let help: [String] = []

  init(_ message: String) { self.message = message }
}

extension OptionData {
  /// A value as the text of a field has it.
  fileprivate var plain: String {
    if case .text(let text) = self { return text }
    return summary
  }
}

extension Slot {
  /// As a message shows it.
  fileprivate func shown(_ arena: Arena) -> String {
    let text = converted(to: .text, arena: arena)?.text?.prefix(100).string ?? ""
    return kind == .text || kind == .json ? "'\(text)'" : text
  }
}
