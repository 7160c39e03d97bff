/// How lines of the log look.
package enum LogFormat: String, Sendable, CaseIterable {
  /// `richline: words`, for people; levels that are no trouble are named.
  case text
  /// One JSON object a line: `time`, `level`, `message` and what belongs to it.
  case json
}
