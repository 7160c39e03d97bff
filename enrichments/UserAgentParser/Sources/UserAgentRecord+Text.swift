import StageKit

extension UserAgentRecord {
  /// Program and version: `Chrome 120.0.6099`.
  func version(arena: Arena) -> Bytes {
    UserAgentRecord.join(family, major, [minor, patch], arena)
  }

  /// System and version: `Mac OS X 10.15.7`.
  func osVersion(arena: Arena) -> Bytes {
    UserAgentRecord.join(osFamily, osMajor, [osMinor, osPatch, osPatchMinor], arena)
  }

  /// Program and first part of its version: `Chrome 120`.
  func name(arena: Arena) -> Bytes { UserAgentRecord.join(family, major, [], arena) }

  /// The version of the program alone: `120.0.6099`.
  func number(arena: Arena) -> Bytes {
    major.isEmpty ? .empty : UserAgentRecord.join(major, .empty, [minor, patch], arena)
  }

  /// System and first part of its version: `Windows 10`.
  func osName(arena: Arena) -> Bytes { UserAgentRecord.join(osFamily, osMajor, [], arena) }

  /// The family, then " major" and ".part" for each that is there; a part stands without the one
  /// before it too, as Snowplow has it.
  private static func join(
    _ family: Bytes, _ major: Bytes, _ parts: [Bytes], _ arena: Arena
  ) -> Bytes {
    let size = parts.reduce(family.count + major.count + 1) { $0 + $1.count + 1 }
    let room = arena.reserve(size)
    var count = 0
    func put(_ separator: UInt8?, _ bytes: Bytes) {
      guard !bytes.isEmpty else { return }
      if let separator {
        room[count] = separator
        count += 1
      }
      (room + count).update(from: bytes.start, count: bytes.count)
      count += bytes.count
    }
    put(nil, family)
    put(UInt8(ascii: " "), major)
    for part in parts { put(UInt8(ascii: "."), part) }
    return arena.commit(count)
  }

  /// The data of the `ua_parser_context` entity: compact JSON, `null` where there is nothing.
  func contextData(arena: Arena) -> Bytes {
    let members: [(StaticString, Bytes)] = [
      ("useragentFamily", family), ("useragentMajor", major), ("useragentMinor", minor),
      ("useragentPatch", patch), ("useragentVersion", version(arena: arena)),
      ("osFamily", osFamily), ("osMajor", osMajor), ("osMinor", osMinor), ("osPatch", osPatch),
      ("osPatchMinor", osPatchMinor), ("osVersion", osVersion(arena: arena)),
      ("deviceFamily", deviceFamily),
    ]
    // Quotes, colon, comma, `null` and braces take less than 16 bytes a member.
    let size = members.reduce(16) {
      $0 + $1.0.utf8CodeUnitCount + JSONText.capacity(escaped: $1.1.count) + 16
    }
    var writer = ByteWriter(arena.reserve(size))
    for (place, member) in members.enumerated() {
      writer.put(place == 0 ? "{\"" : ",\"")
      writer.put(member.0)
      if member.1.isEmpty {
        writer.put("\":null")
      } else {
        writer.put("\":\"")
        writer.putEscaped(member.1)
        writer.put("\"")
      }
    }
    writer.put("}")
    return arena.commit(writer.count)
  }
}

/// Writes into room that is large enough.
private struct ByteWriter {
  private let room: UnsafeMutablePointer<UInt8>
  private(set) var count = 0

  init(_ room: UnsafeMutablePointer<UInt8>) { self.room = room }

  mutating func put(_ text: StaticString) {
    (room + count).update(from: text.utf8Start, count: text.utf8CodeUnitCount)
    count += text.utf8CodeUnitCount
  }

  mutating func putEscaped(_ bytes: Bytes) {
    count += JSONText.writeEscaped(bytes, to: room + count)
  }
}
