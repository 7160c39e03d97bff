import EventModel

/// Functions of texts: CEL's own and those of its strings extension.
enum TextFunction: BitwiseCopyable {
  case contains, startsWith, endsWith
  case charAt, indexOf, lastIndexOf, substring
  case lowerASCII, upperASCII, trim, reverse, replace
  case join, split, format, quote

  func call(_ arguments: Arguments, _ run: inout Evaluation) -> Value {
    switch self {
    case .join: return TextLists.join(arguments, &run)
    case .format:
      guard arguments.kind(0) == .text, arguments.kind(1) == .list || arguments.kind(1) == .json
      else { return Function.noOverload }
      return TextFormat.format(arguments[0].bytes, run.shallow(arguments[1]), &run)
    default: break
    }
    guard arguments.kind(0) == .text else { return Function.noOverload }
    let text = arguments[0].bytes
    switch self {
    case .contains, .startsWith, .endsWith:
      guard arguments.are(.text, .text) else { return Function.noOverload }
      return .boolean(test(text, arguments[1].bytes))
    case .charAt, .indexOf, .lastIndexOf, .substring: return places(text, arguments, &run)
    case .replace: return TextChanges.replace(text, arguments, &run)
    case .split: return TextLists.split(text, arguments, &run)
    default: return arguments.count == 1 ? changed(text, &run) : Function.noOverload
    }
  }

  private func test(_ text: Bytes, _ part: Bytes) -> Bool {
    switch self {
    case .startsWith: return text.count >= part.count && text.prefix(part.count) == part
    case .endsWith:
      return text.count >= part.count && text.dropFirst(text.count - part.count) == part
    default:
      return Texts.find(part, in: text) != nil
    }
  }

  private func changed(_ text: Bytes, _ run: inout Evaluation) -> Value {
    switch self {
    case .lowerASCII: TextChanges.folded(text, UInt8(ascii: "A"), &run)
    case .upperASCII: TextChanges.folded(text, UInt8(ascii: "a"), &run)
    case .trim: .text(TextChanges.trimmed(text))
    case .reverse: TextChanges.reversed(text, &run)
    default: TextChanges.quoted(text, &run)
    }
  }

  private func places(
    _ text: Bytes, _ arguments: Arguments, _ run: inout Evaluation
  ) -> Value {
    switch self {
    case .charAt:
      guard arguments.kind(1) == .integer, arguments.count == 2 else { return Function.noOverload }
      guard let place = Texts.place(of: arguments[1].integer, in: text) else {
        return outside(arguments[1], &run)
      }
      let end = Texts.place(of: 1, in: text.dropFirst(place)) ?? 0
      return .text(text.slice(place, place + end))
    case .substring: return substring(text, arguments, &run)
    default: return index(text, arguments, &run)
    }
  }

  private func outside(_ index: Value, _ run: inout Evaluation) -> Value {
    run.error("the text has no character \(Texts.shown(index))")
  }

  private func substring(
    _ text: Bytes, _ arguments: Arguments, _ run: inout Evaluation
  ) -> Value {
    guard arguments.kind(1) == .integer, arguments.count < 4,
      arguments.count == 2 || arguments.kind(2) == .integer
    else { return Function.noOverload }
    guard let start = Texts.place(of: arguments[1].integer, in: text) else {
      return outside(arguments[1], &run)
    }
    guard arguments.count == 3 else { return .text(text.dropFirst(start)) }
    guard let end = Texts.place(of: arguments[2].integer, in: text) else {
      return outside(arguments[2], &run)
    }
    guard start <= end else {
      return run.error(
        "character \(Texts.shown(arguments[2])) comes before \(Texts.shown(arguments[1]))")
    }
    return .text(text.slice(start, end))
  }

  private func index(
    _ text: Bytes, _ arguments: Arguments, _ run: inout Evaluation
  ) -> Value {
    guard arguments.kind(1) == .text, arguments.count < 4,
      arguments.count == 2 || arguments.kind(2) == .integer
    else { return Function.noOverload }
    let part = arguments[1].bytes
    var from = self == .indexOf ? 0 : text.count
    if arguments.count == 3 {
      guard let place = Texts.place(of: arguments[2].integer, in: text) else {
        return outside(arguments[2], &run)
      }
      from = place
    }
    let found =
      self == .indexOf
      ? Texts.find(part, in: text, from: from) : Texts.findLast(part, in: text, from: from)
    return .integer(found.map { Texts.count(text.prefix($0)) } ?? -1)
  }
}
