import CCrypto

/// A digest of libcrypto whose state is a plain value.
///
/// Source: `openssl/sha.h` and `openssl/md5.h`. OpenSSL would rather have its newer interface used, which
/// takes memory for each digest.
struct DigestFunction<State: Sendable>: Sendable {
  typealias Add = @Sendable (UnsafeMutablePointer<State>?, UnsafeRawPointer?, Int) -> Int32
  typealias Finish = @Sendable (UnsafeMutablePointer<UInt8>?, UnsafeMutablePointer<State>?) -> Int32

  /// Bytes that are mixed in at once.
  let blockSize: Int
  /// Bytes of a digest.
  let byteCount: Int
  /// The state of a digest of nothing yet.
  let start: State
  private let update: Add
  private let final: Finish

  init(
    block: Int32, bytes: Int32, _ empty: State, _ begin: (UnsafeMutablePointer<State>?) -> Int32,
    _ add: @escaping Add, _ finish: @escaping Finish
  ) {
    blockSize = Int(block)
    byteCount = Int(bytes)
    var state = empty
    _ = begin(&state)
    start = state
    update = add
    final = finish
  }

  func add(_ bytes: UnsafeRawBufferPointer, to state: inout State) {
    _ = update(&state, bytes.baseAddress, bytes.count)
  }

  /// Writes `byteCount` bytes; the state is good for nothing any more.
  func finish(_ state: inout State, to digest: UnsafeMutablePointer<UInt8>) {
    _ = final(digest, &state)
  }
}

/// The digests that options and expressions may name.
enum DigestFunctions {
  static let md5 = DigestFunction(
    block: MD5_CBLOCK, bytes: MD5_DIGEST_LENGTH, MD5_CTX(), MD5_Init, MD5_Update, MD5_Final)
  static let sha1 = DigestFunction(
    block: SHA_CBLOCK, bytes: SHA_DIGEST_LENGTH, SHA_CTX(), SHA1_Init, SHA1_Update, SHA1_Final)
  static let sha256 = DigestFunction(
    block: SHA256_CBLOCK, bytes: SHA256_DIGEST_LENGTH, SHA256_CTX(), SHA256_Init, SHA256_Update,
    SHA256_Final)
  static let sha512 = DigestFunction(
    block: SHA512_CBLOCK, bytes: SHA512_DIGEST_LENGTH, SHA512_CTX(), SHA512_Init, SHA512_Update,
    SHA512_Final)
}
