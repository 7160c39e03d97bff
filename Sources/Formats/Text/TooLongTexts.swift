import StageKit

/// What becomes of an event with a text that is longer than its column.
enum TooLongTexts: String, FormatChoice {
  /// It fails, with all such columns together.
  case fail
  /// The text stays as long as it is.
  case keep

  /// The option of formats that read events.
  static let inputOption = Option<TooLongTexts>(
    "too_long",
    "with `invalid: fail`: what becomes of an event with a text that is longer than Snowplow's column: "
      + "it fails, or the text stays as it is",
    default: .fail)

  /// The option of formats that write them.
  static let outputOption = Option<TooLongTexts>(
    "too_long",
    "what becomes of an event with a text that is longer than its column, whatever wrote it: it "
      + "fails instead of being written, or is written as it is",
    default: .fail)
}
