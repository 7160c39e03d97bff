import StageKit

/// What events say of the program that made them.
enum Producer {
  /// The value of v_etl.
  static let name = Bytes.constant("richline-0.1.0")
}
