/// Whether a file is packed.
enum Compression: String, ChoiceOption {
  /// By the end of the path.
  case auto
  case none
  case gzip

  func isGzip(for path: String) -> Bool {
    switch self {
    case .auto: path.hasSuffix(".gz")
    case .none: false
    case .gzip: true
    }
  }
}
