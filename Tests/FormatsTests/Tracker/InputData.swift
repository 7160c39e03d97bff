import Foundation
import StageKit
import TestSupport
import Testing

/// Files that stand beside the project: vectors and real logs.
enum InputData {
  typealias Object = [String: Any]

  /// The bytes of a file; nil, and a note, when it is not there.
  static func file(_ path: String) -> Data? {
    SharedFolder.path(path).flatMap { try? Data(contentsOf: URL(fileURLWithPath: $0)) }
  }

  /// The lines of a file, without their ends; none when it is not there.
  static func lines(_ path: String) -> [Bytes] {
    guard let data = file(path) else { return [] }
    return data.split(separator: 10).map { line in
      let line = line.last == 13 ? line.dropLast() : line
      return Data(line).withUnsafeBytes { Bytes.permanentCopy(of: $0) }
    }
  }

  /// The names of the files of a folder.
  static func names(_ path: String) -> [String] {
    guard let folder = SharedFolder.path(path),
      let names = try? FileManager.default.contentsOfDirectory(atPath: folder)
    else { return [] }
    return names.sorted()
  }

  /// Input and expectation of each vector of a kind; `body` tells whether it could be compared.
  static func vectors(
    _ kind: String, _ body: (_ name: String, _ input: Object, _ expected: Object) throws -> Bool
  ) throws {
    var count = 0
    let lines = lines("vectors/snowplow-enrich.jsonl")
    for line in lines where line.count > 0 {
      let value = try JSONSerialization.jsonObject(with: Data(line.buffer))
      guard let object = value as? Object, object["enrichment"] as? String == kind,
        let input = object["input"] as? Object, let expected = object["expected"] as? Object
      else { continue }
      if try body(object["case"] as? String ?? "", input, expected) { count += 1 }
    }
    #expect(lines.isEmpty || count > 0, "no vector of \(kind) was compared")
    print("\(count) vectors of \(kind) compared")
  }

  /// The text of a JSON value; nil for null.
  static func text(_ value: Any?) -> String? {
    guard let value, !(value is NSNull) else { return nil }
    return "\(value)"
  }
}

extension SeededGenerator {
  /// A line with up to eight bytes changed, added or taken away.
  mutating func mutated(_ line: Bytes) -> Bytes {
    let odd = Array("\t\"\\%&;=#[]-x \u{0}\u{7f}".utf8) + [0xff, 0xc3, 0x80]
    var bytes = Array(line.buffer)
    for _ in 0..<Int.random(in: 1...8, using: &self) {
      let place = Int.random(in: 0...bytes.count, using: &self)
      let byte = odd.randomElement(using: &self) ?? UInt8.random(in: 0...255, using: &self)
      switch Int.random(in: 0..<4, using: &self) {
      case 0: bytes.insert(byte, at: place)
      case 1 where place < bytes.count: bytes.remove(at: place)
      case 2: bytes.removeSubrange(place...)
      case _ where place < bytes.count: bytes[place] = byte
      default: break
      }
    }
    return bytes.withUnsafeBytes { Bytes.permanentCopy(of: $0) }
  }
}
