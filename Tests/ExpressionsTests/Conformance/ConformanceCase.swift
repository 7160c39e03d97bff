import EventModel
import Foundation

@testable import Expressions

/// One case of the CEL specification.
struct ConformanceCase: Sendable, CustomStringConvertible {
  let file: String
  let section: String
  let message: TextProto

  var name: String { "\(file)/\(section)/\(message.text("name") ?? "")" }
  var expression: String { message.text("expr") ?? "" }
  var description: String { "\(name): \(expression)" }

  /// All cases of a file.
  static func all(in path: String) throws -> [ConformanceCase] {
    let file = TextProto([UInt8](try Data(contentsOf: URL(fileURLWithPath: path))))
    let name = URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
    return file.messages("section").flatMap { section in
      section.messages("test").map {
        ConformanceCase(file: name, section: section.text("name") ?? "", message: $0)
      }
    }
  }

  /// What is wrong with what comes out; nil when it is what the specification says.
  func failure() -> String? {
    var calculation = Calculation(isStrict: message.word("disable_check") != "true")
    var text = expression
    for binding in message.messages("bindings") {
      guard let name = binding.text("key"),
        let value = binding.message("value")?.message("value")
      else { return "a binding has no value" }
      if let slot = ConformanceBinding.slot(value) {
        calculation.fields.append((name, slot))
      } else if let literal = ConformanceBinding.literal(value) {
        text = "cel.bind(\(name), \(literal), \(text))"
      } else {
        return "the value of '\(name)' cannot be bound"
      }
    }
    if message["typed_result"] != nil { return typeFailure(calculation) }
    let result = calculation.result(text)
    if message["eval_error"] != nil {
      if case .value(let value) = result { return "is \(value), not an error" }
      return nil
    }
    let expected = message.message("value").flatMap(PlainValue.init) ?? .boolean(true)
    return result == .value(expected) ? nil : "is \(result), not \(expected)"
  }

  /// Compares the value and the type that is known before it runs.
  private func typeFailure(_ calculation: Calculation) -> String? {
    guard let wanted = message.message("typed_result"),
      let type = wanted.message("deduced_type")
    else { return "no type is expected" }
    do throws(ExpressionProblem) {
      let found = ConformanceBinding.shown(try calculation.compile(expression).valueType)
      let expected = ConformanceBinding.shown(type)
      if found != expected { return "has type \(found), not \(expected)" }
    } catch {
      return error.message
    }
    guard let value = wanted.message("result").flatMap(PlainValue.init) else { return nil }
    let result = calculation.result(expression)
    return result == .value(value) ? nil : "is \(result), not \(value)"
  }
}
