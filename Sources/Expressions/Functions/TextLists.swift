import EventModel

/// Between texts and lists of texts.
enum TextLists {
  static func join(_ arguments: Arguments, _ run: inout Evaluation) -> Value {
    guard arguments.count == 1 || arguments.count == 2 && arguments.kind(1) == .text else {
      return Function.noOverload
    }
    let list = run.shallow(arguments[0])
    guard list.kind == .list else { return list.kind == .error ? list : Function.noOverload }
    let separator = arguments.count == 2 ? arguments[1].bytes : Bytes.empty
    var size = max(Int(list.count) - 1, 0) * separator.count
    for i in 0..<Int(list.count) {
      guard list.elements[i].kind == .text else {
        return list.elements[i].kind == .null ? .missing : Function.noOverload
      }
      size += Int(list.elements[i].count)
    }
    guard let room = run.room(size) else { return Evaluation.tooLarge }
    var written = 0
    for i in 0..<Int(list.count) {
      if i > 0 {
        (room + written).update(from: separator.start, count: separator.count)
        written += separator.count
      }
      let text = list.elements[i].bytes
      (room + written).update(from: text.start, count: text.count)
      written += text.count
    }
    return .text(run.arena.commit(written))
  }

  static func split(
    _ text: Bytes, _ arguments: Arguments, _ run: inout Evaluation
  ) -> Value {
    guard arguments.kind(1) == .text, arguments.count < 4,
      arguments.count == 2 || arguments.kind(2) == .integer
    else { return Function.noOverload }
    let limit = arguments.count == 3 ? arguments[2].integer : -1
    if limit == 0 { return .emptyList }
    var pieces = Pieces(text, arguments[1].bytes, limit)
    var count = 0
    while pieces.next() != nil { count += 1 }
    guard let items = run.list(count) else { return Evaluation.tooLarge }
    pieces = Pieces(text, arguments[1].bytes, limit)
    var place = 0
    while let piece = pieces.next() {
      items[place] = .text(piece)
      place += 1
    }
    return .list(items, count)
  }

  /// What stands between the places of a separator; without one, each character.
  private struct Pieces {
    private var rest: Bytes?
    private let separator: Bytes
    private var left: Int64

    init(_ text: Bytes, _ separator: Bytes, _ limit: Int64) {
      rest = separator.isEmpty && text.isEmpty ? nil : text
      self.separator = separator
      left = limit
    }

    mutating func next() -> Bytes? {
      guard let text = rest else { return nil }
      left -= 1
      let end = left == 0 ? nil : cut(text)
      guard let end, end < text.count || !separator.isEmpty else {
        rest = nil
        return text
      }
      rest = text.dropFirst(end + separator.count)
      return text.prefix(end)
    }

    private func cut(_ text: Bytes) -> Int? {
      separator.isEmpty ? Texts.place(of: 1, in: text) : Texts.find(separator, in: text)
    }
  }
}
