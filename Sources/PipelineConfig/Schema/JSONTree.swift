import StageKit

/// A JSON value whose members keep their order.
indirect enum JSONTree: Sendable, Equatable, ExpressibleByStringLiteral,
  ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral
{
  case text(String)
  /// A number, `true`, `false` or `null`, as it is written.
  case literal(String)
  case list([JSONTree])
  case object([Member])

  struct Member: Sendable, Equatable {
    let name: String
    let value: JSONTree
  }

  init(stringLiteral text: String) { self = .text(text) }
  init(integerLiteral number: Int) { self = .literal("\(number)") }
  init(booleanLiteral flag: Bool) { self = .literal("\(flag)") }

  /// An object; members without a value are left out.
  static func members(_ members: (String, JSONTree?)...) -> JSONTree { .members(members) }

  static func members(_ members: [(String, JSONTree?)]) -> JSONTree {
    .object(members.compactMap { name, value in value.map { Member(name: name, value: $0) } })
  }

  static func texts(_ texts: [String]) -> JSONTree { .list(texts.map { .text($0) }) }

  /// This object with more members behind its own.
  func adding(_ more: (String, JSONTree?)...) -> JSONTree {
    guard case .object(let own) = self, case .object(let others) = JSONTree.members(more) else {
      return self
    }
    return .object(own + others)
  }

  /// Over several lines, what fits on one line on one.
  func text(indent: Int = 0) -> String {
    let line = self.line
    // What is wider is hard to read beside its neighbours.
    guard indent + line.utf8.count > 100 else { return line }
    let margin = String(repeating: " ", count: indent + 2)
    let end = "\n" + String(repeating: " ", count: indent)
    switch self {
    case .text, .literal: return line
    case .list(let items):
      let items = items.map { margin + $0.text(indent: indent + 2) }
      return "[\n" + items.joined(separator: ",\n") + end + "]"
    case .object(let members):
      let members = members.map { member in
        "\(margin)\(JSONText.quoted(member.name)): \(member.value.text(indent: indent + 2))"
      }
      return "{\n" + members.joined(separator: ",\n") + end + "}"
    }
  }

  private var line: String {
    switch self {
    case .text(let text): JSONText.quoted(text)
    case .literal(let text): text
    case .list(let items): "[" + items.map(\.line).joined(separator: ", ") + "]"
    case .object(let members):
      "{"
        + members.map { "\(JSONText.quoted($0.name)): \($0.value.line)" }.joined(separator: ", ")
        + "}"
    }
  }
}
