/// What is answered to a request at the control address.
public struct ControlAnswer: Sendable, Equatable {
  /// The status code of HTTP.
  public var status: Int
  public var contentType: String
  public var body: String

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
