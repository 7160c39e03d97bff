import StageKit

/// What becomes of requests that are no pixel requests.
enum OtherRequests: String, FormatChoice {
  /// They fail like lines that cannot be read.
  case fail
  /// They give no event.
  case skip
  /// They become events of their own kind.
  case accessLog = "access_log"
}
