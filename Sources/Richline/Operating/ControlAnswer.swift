/// What is answered to a request at the control address.
public struct ControlAnswer: Sendable, Equatable {
  /// The status code of HTTP.
  public var status: Int
  /// The media type of the body, with its charset.
  public var contentType: String
  /// What the answer says, in UTF-8.
  public var body: String

  /// Makes an answer; without a content type it is plain text.
  public init(_ status: Int, _ body: String, contentType: String = "text/plain; charset=utf-8") {
    self.status = status
    self.contentType = contentType
    self.body = body
  }

  /// A line of text.
  static func line(_ status: Int, _ line: String) -> ControlAnswer {
    ControlAnswer(status, line + "\n")
  }
}
