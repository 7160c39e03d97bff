import StageKit

/// Why a request carries no events.
///
/// Source: the texts of Snowplow Enrich; fact sheet 2.8.
enum RequestFailures {
  static let noPath = make(("path", "request does not contain a path"))

  static func path(_ path: Bytes) -> Failure {
    make(
      (
        "path",
        "path does not match (/)vendor/version(/) nor is a legacy /i(ce.png) request: "
          + "'\(path.shown)'"
      ))
  }

  static func unsupported(_ path: Bytes) -> Failure {
    make(("path", "vendor/version combination is not supported: '\(path.shown)'"))
  }

  /// The text is the one for redirects: so it is in Snowplow Enrich.
  static let emptyQuery = make(("querystring", "empty querystring: not a valid URI redirect"))

  static let noTarget = make(
    ("querystring", "missing `u` parameter: not a valid URI redirect"))

  static let nothing = make(
    ("body", "empty body: not a valid tracker protocol event"),
    ("querystring", "empty querystring: not a valid tracker protocol event"))

  static let emptyBody = make(("body", "empty body: not a valid track protocol event"))

  static let contentType = make(
    (
      "contentType",
      "expected one of application/json, application/json; charset=utf-8, "
        + "application/json; charset=UTF-8"
    ))

  static func contexts(_ fault: SelfDescribingFault) -> Failure { make(("co|cx", fault.text)) }

  static func body(_ fault: SelfDescribingFault) -> Failure { make(("body", fault.text)) }

  /// Everything that is wrong with the events of a body.
  static func body(_ texts: [String]) -> Failure {
    let more = texts.count > 1 ? ", and \(texts.count - 1) more" : ""
    return Failure(.parse, "body: \(texts.first ?? "")\(more)", errors: texts.map { "body: \($0)" })
  }

  private static func make(_ errors: (field: String, text: String)...) -> Failure {
    let texts = errors.map { "\($0.field): \($0.text)" }
    return Failure(.parse, texts.joined(separator: "; "), errors: texts)
  }
}
