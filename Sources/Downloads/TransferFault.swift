/// Why a file could not be fetched.
struct TransferFault: Error, Equatable {
  /// As it follows the address: `the server answers 500`.
  let words: String
  /// Whether it may be better the next time.
  let mayPass: Bool

  init(_ words: String, mayPass: Bool = false) {
    self.words = words
    self.mayPass = mayPass
  }
}
