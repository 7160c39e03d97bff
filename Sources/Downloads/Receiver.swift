internal import CCurl
import Digests
import FileSystem
import StageKit

/// Takes what a server sends: into a file, or into memory when it is little.
final class Receiver {
  struct Body: Equatable {
    var byteCount = 0
    /// The SHA-256 of what came, 64 hexadecimal digits.
    var checksum = ""
  }

  /// Asked about once a second.
  var goesOn: () -> Bool = { true }
  private(set) var marks = FetchedData.Marks()
  /// Why no more was taken.
  private(set) var fault: TransferFault?
  /// What came, when there is no file.
  private(set) var bytes: [UInt8] = []

  private let file: Descriptor?
  private let sizeLimit: Int
  private var byteCount = 0
  private var hash = SHA256()

  init(_ file: Descriptor?, sizeLimit: Int) {
    self.file = file
    self.sizeLimit = sizeLimit
  }

  func end() -> Body { Body(byteCount: byteCount, checksum: hash.finish().hex) }

  func attach(to handle: OpaquePointer) {
    ccurl_set_owner(
      handle, Unmanaged.passUnretained(self).toOpaque(),
      { bytes, size, count, owner in
        Receiver.of(owner)?.take(UnsafeRawBufferPointer(start: bytes, count: size * count)) ?? 0
      },
      { bytes, size, count, owner in
        Receiver.of(owner)?.read(UnsafeRawBufferPointer(start: bytes, count: size * count)) ?? 0
      },
      { owner, _, _, _, _ in Receiver.of(owner)?.goesOn() == true ? 0 : 1 })
  }

  private static func of(_ owner: UnsafeMutableRawPointer?) -> Receiver? {
    owner.map { Unmanaged<Receiver>.fromOpaque($0).takeUnretainedValue() }
  }

  // MARK: body

  private func take(_ part: UnsafeRawBufferPointer) -> Int {
    byteCount += part.count
    guard byteCount <= sizeLimit else {
      fault = TransferFault("it has more than \(Amount.text(bytes: sizeLimit)) ('max_size')")
      return 0
    }
    hash.add(part)
    guard let file else {
      bytes += part
      return part.count
    }
    if let refusal = file.writeAll(part).refusal {
      fault = TransferFault("it cannot be written: \(refusal.reason)")
      return 0
    }
    return part.count
  }

  // MARK: headers

  /// A header line; those of a redirect are forgotten when the next answer begins.
  private func read(_ line: UnsafeRawBufferPointer) -> Int {
    let text = String(decoding: line, as: UTF8.self)
    if text.hasPrefix("HTTP/") { marks = FetchedData.Marks() }
    if let value = Receiver.value(of: "etag", in: text) { marks.entityTag = value }
    if let value = Receiver.value(of: "last-modified", in: text) { marks.lastModified = value }
    return line.count
  }

  /// Nil for other headers, and for values that nobody should send back.
  private static func value(of name: String, in line: String) -> String? {
    guard let colon = line.firstIndex(of: ":"), line[..<colon].lowercased() == name else {
      return nil
    }
    let value = line[line.index(after: colon)...].filter { !$0.isNewline }
    let trimmed = String(value.drop { $0 == " " })
    let isPlain = trimmed.utf8.allSatisfy { $0 >= 32 && $0 < 127 }
    return isPlain && !trimmed.isEmpty && trimmed.utf8.count <= DownloadLimits.markBytes
      ? trimmed : nil
  }
}
