import Digests
import FileSystem
import StageKit

/// The text of a state file: a line for each fact, words between spaces, the digest of all at its
/// end.
///
/// Shape: names are percent-encoded, so that a line is split at its spaces.
enum StateText {
  static let heading = "richline state 1"

  static func write(_ state: RunState) -> [UInt8] {
    var lines = [heading]
    lines.append("run \(encoded(state.runID)) \(state.hasEnded ? "ended" : "open")")
    lines.append("epoch \(state.epoch)")
    for (sink, part) in state.nextPart.sorted(by: { $0.key < $1.key }) {
      lines.append("part \(sink) \(part)")
    }
    for (source, marks) in state.marks.sorted(by: { $0.key < $1.key }) {
      for mark in marks.list { lines.append(line(mark, source)) }
    }
    for name in state.names { lines.append(line(name)) }
    let text = lines.joined(separator: "\n") + "\n"
    return Array((text + "end \(digest(Array(text.utf8)))\n").utf8)
  }

  private static func line(_ mark: InputMark, _ source: String) -> String {
    let file = mark.identity
    return
      "input \(source) \(file.device) \(file.inode) \(file.generation) \(file.size) "
      + "\(file.headLength) \(file.headDigest) \(mark.offset) \(mark.line) \(mark.isDone ? "done" : "open") "
      + encoded(mark.name)
  }

  private static func line(_ name: PendingName) -> String {
    "name \(name.policy.rawValue) \(name.size) \(encoded(name.temporary)) "
      + encoded(name.target.resolved)
  }

  /// Nil when the bytes are no whole state.
  static func read(_ bytes: [UInt8]) -> RunState? {
    let text = String(decoding: bytes, as: UTF8.self)
    guard let end = text.range(ofLast: "end ") else { return nil }
    let body = text[..<end]
    guard text[end...] == "end \(digest(Array(body.utf8)))\n" else { return nil }
    var state = RunState()
    for (place, line) in body.split(separator: "\n").enumerated() {
      if place == 0 {
        guard line == heading else { return nil }
        continue
      }
      guard
        read(line.split(separator: " ", omittingEmptySubsequences: false).map(String.init), &state)
      else { return nil }
    }
    return state
  }

  private static func read(_ words: [String], _ state: inout RunState) -> Bool {
    switch (words[0], words.count) {
    case ("run", 3):
      state.runID = decoded(words[1])
      state.hasEnded = words[2] == "ended"
    case ("epoch", 2):
      guard let epoch = UInt64(words[1]) else { return false }
      state.epoch = epoch
    case ("part", 3):
      guard let part = Int(words[2]) else { return false }
      state.nextPart[words[1]] = part
    case ("input", 12):
      guard let mark = mark(words) else { return false }
      state.marks[words[1], default: MarkList()].note(mark)
    case ("name", 5):
      guard let policy = PendingName.Policy(rawValue: words[1]), let size = UInt64(words[2]) else {
        return false
      }
      state.names.append(
        PendingName(decoded(words[3]), as: TargetPath(decoded(words[4])), policy, size: size))
    default: return false
    }
    return true
  }

  private static func mark(_ words: [String]) -> InputMark? {
    guard let device = UInt64(words[2]), let inode = UInt64(words[3]),
      let generation = UInt64(words[4]), let size = UInt64(words[5]), let length = Int(words[6]),
      let offset = UInt64(words[8]), let line = UInt64(words[9])
    else { return nil }
    var identity = InputIdentity(
      device: device, inode: inode, size: size, headLength: length, headDigest: words[7])
    identity.generation = generation
    return InputMark(
      name: decoded(words[11]), identity: identity, offset: offset, line: line,
      isDone: words[10] == "done")
  }

  // MARK: words

  private static func encoded(_ text: String) -> String {
    if text.isEmpty { return "%" }
    let digits = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      if byte > 0x20, byte != UInt8(ascii: "%"), byte != 0x7F {
        bytes.append(byte)
      } else {
        bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func decoded(_ word: String) -> String {
    var bytes: [UInt8] = []
    var rest = Array(word.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), rest.count >= 2,
        let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else if byte != UInt8(ascii: "%") {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func digest(_ bytes: [UInt8]) -> String {
    var hash = SHA256()
    bytes.withUnsafeBytes { hash.add($0) }
    return hash.finish().hex
  }
}

extension String {
  /// Where the last line that begins with some words begins.
  fileprivate func range(ofLast start: String) -> Index? {
    var place = endIndex
    while place > startIndex {
      let before = self[..<place].dropLast().lastIndex(of: "\n").map(index(after:)) ?? startIndex
      if self[before...].hasPrefix(start) { return before }
      place = before
    }
    return nil
  }
}
