import StageKit

/// What becomes of an event with values that do not fit their fields.
enum InvalidValues: String, FormatChoice {
  /// It fails, with all its errors; every value is checked, whether or not something reads it.
  case fail
  /// The fields stay empty.
  case empty

  static let option = Option<InvalidValues>(
    "invalid",
    "what becomes of an event with a value or URI that cannot be converted: it fails, with all "
      + "its errors together, or the fields stay empty",
    default: .fail)
}
