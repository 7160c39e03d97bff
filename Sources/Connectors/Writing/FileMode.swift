/// Who may read a file.
enum FileMode: String, ChoiceOption {
  /// Whom the umask allows.
  case `public`
  /// Its owner.
  case `private`

  /// What `open` is asked for.
  var bits: UInt32 {
    switch self {
    case .public: 0o666
    case .private: 0o600
    }
  }
}
