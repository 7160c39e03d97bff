import StageKit

/// What becomes of requests that are no pixel requests.
enum OtherRequests: String, InputChoice {
  case fail
  case skip
}
