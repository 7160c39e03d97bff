/// What is to be fetched, and how.
package struct FetchRequest: Sendable, Equatable {
  /// Where the checksum of what comes is to be had.
  package enum Checksum: Sendable, Equatable {
    /// 64 hexadecimal digits, lower case.
    case digits(String)
    /// In a file beside the data: its address with `.sha256` behind it.
    case beside
    case address(WebAddress)
  }

  package let address: WebAddress
  /// For basic authentication; given to the host of the address alone. Never printed.
  package var user: String?
  package var password: String?
  package var checksum: Checksum?
  /// Certificates to trust in place of the system's.
  package var caFile: String?
  /// Of what comes, and of what is made of it by unpacking, in bytes.
  package var sizeLimit = FetchRequest.usualSizeLimit
  /// For one attempt.
  package var timeoutMilliseconds = FetchRequest.usualTimeout
  /// Repetitions after what may pass.
  package var retries = FetchRequest.usualRetries
  /// Before the first repetition; later ones wait longer.
  package var waitMilliseconds = 1000

  /// Twice the largest database of addresses that is sold.
  package static let usualSizeLimit = 1 << 30
  /// 1 GiB over 2 MB/s.
  package static let usualTimeout = 600_000
  package static let usualRetries = 3

  package init(_ address: WebAddress) { self.address = address }
}
