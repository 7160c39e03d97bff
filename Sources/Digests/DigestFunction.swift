import CCrypto

/// A digest of libcrypto whose state is a plain value.
///
/// Source: `openssl/sha.h` and `openssl/md5.h`. OpenSSL would rather have its newer interface used, which
/// takes memory for each digest.
protocol DigestFunction {
  associatedtype State
  /// Bytes that are mixed in at once.
  static var blockSize: Int { get }
  /// Bytes of a digest.
  static var byteCount: Int { get }
  static func begin() -> State
  static func add(_ bytes: UnsafeRawBufferPointer, to state: inout State)
  static func finish(_ state: inout State, to digest: UnsafeMutablePointer<UInt8>)
}

enum MD5Function: DigestFunction {
  static let blockSize = Int(MD5_CBLOCK)
  static let byteCount = Int(MD5_DIGEST_LENGTH)

  static func begin() -> MD5_CTX {
    var state = MD5_CTX()
    MD5_Init(&state)
    return state
  }

  static func add(_ bytes: UnsafeRawBufferPointer, to state: inout MD5_CTX) {
    MD5_Update(&state, bytes.baseAddress, bytes.count)
  }

  static func finish(_ state: inout MD5_CTX, to digest: UnsafeMutablePointer<UInt8>) {
    MD5_Final(digest, &state)
  }
}

enum SHA1Function: DigestFunction {
  static let blockSize = Int(SHA_CBLOCK)
  static let byteCount = Int(SHA_DIGEST_LENGTH)

  static func begin() -> SHA_CTX {
    var state = SHA_CTX()
    SHA1_Init(&state)
    return state
  }

  static func add(_ bytes: UnsafeRawBufferPointer, to state: inout SHA_CTX) {
    SHA1_Update(&state, bytes.baseAddress, bytes.count)
  }

  static func finish(_ state: inout SHA_CTX, to digest: UnsafeMutablePointer<UInt8>) {
    SHA1_Final(digest, &state)
  }
}

enum SHA256Function: DigestFunction {
  static let blockSize = Int(SHA256_CBLOCK)
  static let byteCount = Int(SHA256_DIGEST_LENGTH)

  static func begin() -> SHA256_CTX {
    var state = SHA256_CTX()
    SHA256_Init(&state)
    return state
  }

  static func add(_ bytes: UnsafeRawBufferPointer, to state: inout SHA256_CTX) {
    SHA256_Update(&state, bytes.baseAddress, bytes.count)
  }

  static func finish(_ state: inout SHA256_CTX, to digest: UnsafeMutablePointer<UInt8>) {
    SHA256_Final(digest, &state)
  }
}

enum SHA512Function: DigestFunction {
  static let blockSize = Int(SHA512_CBLOCK)
  static let byteCount = Int(SHA512_DIGEST_LENGTH)

  static func begin() -> SHA512_CTX {
    var state = SHA512_CTX()
    SHA512_Init(&state)
    return state
  }

  static func add(_ bytes: UnsafeRawBufferPointer, to state: inout SHA512_CTX) {
    SHA512_Update(&state, bytes.baseAddress, bytes.count)
  }

  static func finish(_ state: inout SHA512_CTX, to digest: UnsafeMutablePointer<UInt8>) {
    SHA512_Final(digest, &state)
  }
}
