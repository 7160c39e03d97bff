private import CCrypto
public import EventModel

/// Digests of whole texts, by libcrypto.
///
/// Cost: about 1 µs for a short text: the context is made anew each time.
public enum MessageDigest {
  /// What libcrypto is asked for; the names are those of options and expressions.
  public enum Algorithm: String, CaseIterable, Sendable {
    case md5, sha1, sha256, sha512

    /// The algorithm of a name; nil when there is none.
    public init?(_ name: Bytes) {
      guard let found = Algorithm.allCases.first(where: { name.string == $0.rawValue }) else {
        return nil
      }
      self = found
    }
  }

  /// Hexadecimal digits of a digest at most.
  public static let hexLimit = 128

  /// Writes the digest of bytes in hexadecimal digits, lower case; gives how many.
  public static func writeHex(
    of bytes: Bytes, _ algorithm: Algorithm, to room: UnsafeMutablePointer<UInt8>
  ) -> Int {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: hexLimit / 2) { digest in
      var count: UInt32 = 0
      EVP_Digest(bytes.start, bytes.count, digest.baseAddress, &count, method(algorithm), nil)
      return writeHex(UnsafeRawBufferPointer(digest), Int(count), to: room)
    }
  }

  /// The same of bytes under a secret key: HMAC.
  ///
  /// Source: RFC 2104.
  public static func writeHex(
    of bytes: Bytes, _ algorithm: Algorithm, key: Bytes, to room: UnsafeMutablePointer<UInt8>
  ) -> Int {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: hexLimit / 2) { digest in
      var count: UInt32 = 0
      // Keys come from a pipeline file, whose scalars are far shorter than the limit of the type.
      HMAC(
        method(algorithm), key.start, Int32(truncatingIfNeeded: key.count), bytes.start,
        bytes.count, digest.baseAddress, &count)
      return writeHex(UnsafeRawBufferPointer(digest), Int(count), to: room)
    }
  }

  private static func writeHex(
    _ digest: UnsafeRawBufferPointer, _ count: Int, to room: UnsafeMutablePointer<UInt8>
  ) -> Int {
    for i in 0..<count {
      room[2 * i] = digit(digest[i] >> 4)
      room[2 * i + 1] = digit(digest[i] & 15)
    }
    return count * 2
  }

  private static func method(_ algorithm: Algorithm) -> OpaquePointer? {
    switch algorithm {
    case .md5: EVP_md5()
    case .sha1: EVP_sha1()
    case .sha256: EVP_sha256()
    case .sha512: EVP_sha512()
    }
  }

  private static func digit(_ value: UInt8) -> UInt8 { value < 10 ? 48 + value : 87 + value }
}
