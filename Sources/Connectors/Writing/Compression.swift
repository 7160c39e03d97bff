import Packing

/// Whether a file is packed.
enum Compression: String, ChoiceOption {
  /// By the end of the path.
  case auto
  case none
  case gzip
  case zstd

  /// How the file with a path is packed; nil for not at all.
  func format(for path: String) -> PackedFormat? {
    switch self {
    case .auto: PackedFormat(path: path)
    case .none: nil
    case .gzip: .gzip
    case .zstd: .zstd
    }
  }
}
