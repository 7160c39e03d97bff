internal import CCurl
import StageKit

/// One file, fetched over the net.
///
/// Shape: redirects are followed, from https to https only; user and password go to the first host
/// alone.
struct Transfer {
  var address: WebAddress
  var user: String?
  var password: String?
  var caFile: String?
  var timeoutMilliseconds: Int
  /// What is there already: it is not sent again.
  var known = FetchedData.Marks()

  struct Answer: Equatable {
    /// Nil when the server has nothing newer than what is known.
    var body: Receiver.Body?
    var marks: FetchedData.Marks
    /// When the server says that the file was written, in seconds since 1970.
    var modified: Int?
  }

  /// Fetches it; `take` gets the bytes as they come.
  func run(
    into receiver: Receiver, while goesOn: @escaping () -> Bool
  ) throws(TransferFault) -> Answer {
    guard let handle = ccurl_new() else { throw TransferFault("there is no memory for it") }
    defer { ccurl_free(handle) }
    receiver.goesOn = goesOn
    set(handle)
    receiver.attach(to: handle)
    let begin = ContinuousClock.now
    let result = withExtendedLifetime(receiver) { ccurl_perform(handle) }
    let status = ccurl_info(handle, Int32(CCURL_INFO_STATUS))
    let time = ContinuousClock.now - begin
    if let fault = receiver.fault { throw fault }
    if Int(result) != CCURL_OK {
      let isLate = time + Transfer.tick >= .milliseconds(timeoutMilliseconds)
      throw fault(Int(result), status, isLate: isLate)
    }
    guard status == 200 || status == 304 else { throw fault(ofStatus: status) }
    let modified = ccurl_info(handle, Int32(CCURL_INFO_FILE_TIME))
    return Answer(
      body: status == 304 ? nil : receiver.end(), marks: receiver.marks,
      modified: modified >= 0 ? modified : nil)
  }

  // MARK: the request

  private func set(_ handle: OpaquePointer) {
    func text(_ option: Int, _ value: String) { ccurl_set_text(handle, Int32(option), value) }
    func number(_ option: Int, _ value: Int) { ccurl_set_number(handle, Int32(option), value) }
    text(CCURL_URL, address.text)
    text(CCURL_USER_AGENT, "richline")
    if address.isLocal { text(CCURL_PROXY, "") }
    if let user { text(CCURL_USER, user) }
    if let password { text(CCURL_PASSWORD, password) }
    if let caFile { text(CCURL_CA_FILE, caFile) }
    let protocols =
      address.isSecure ? CCURL_PROTOCOL_HTTPS : CCURL_PROTOCOL_HTTPS | CCURL_PROTOCOL_HTTP
    number(CCURL_PROTOCOLS, protocols)
    number(CCURL_REDIRECT_PROTOCOLS, protocols)
    number(CCURL_FOLLOW, 1)
    number(CCURL_MOST_REDIRECTS, DownloadLimits.redirects)
    number(CCURL_AUTH, CCURL_AUTH_BASIC)
    number(CCURL_FAIL_ON_ERROR, 1)
    number(CCURL_FILE_TIME, 1)
    number(CCURL_NO_SIGNAL, 1)
    number(CCURL_TIMEOUT_MS, timeoutMilliseconds)
    number(CCURL_CONNECT_TIMEOUT_MS, min(DownloadLimits.connectMilliseconds, timeoutMilliseconds))
    number(CCURL_LOW_SPEED_LIMIT, 1)
    number(CCURL_LOW_SPEED_TIME, DownloadLimits.stallSeconds)
    if let tag = known.entityTag { ccurl_add_header(handle, "If-None-Match: \(tag)") }
    if let time = known.lastModified { ccurl_add_header(handle, "If-Modified-Since: \(time)") }
  }

  /// libcurl looks at its own clock: it may end a transfer a moment before ours says that it is time.
  private static let tick = Duration.milliseconds(100)

  // MARK: faults

  private func fault(_ result: Int, _ status: Int, isLate: Bool) -> TransferFault {
    let place = "'\(address.host)'"
    switch result {
    case CCURL_HTTP_ERROR: return fault(ofStatus: status)
    case CCURL_UNKNOWN_HOST:
      return TransferFault("the host \(place) is not known", mayPass: true)
    case CCURL_NO_CONNECTION:
      return TransferFault("nobody answers at \(place)", mayPass: true)
    case CCURL_PARTIAL, CCURL_NO_ANSWER, CCURL_SEND,
      CCURL_RECEIVE, CCURL_HTTP2, CCURL_HTTP2_STREAM:
      return TransferFault("the connection broke off", mayPass: true)
    case CCURL_TIMED_OUT:
      let limit = Amount.text(milliseconds: timeoutMilliseconds)
      return TransferFault(
        isLate ? "it was not there after \(limit) ('timeout')" : "the server says nothing for long",
        mayPass: true)
    case CCURL_UNKNOWN_PROTOCOL:
      return TransferFault("it leads to an address without https, which is not followed")
    case CCURL_REDIRECTS:
      return TransferFault("it leads on more than \(DownloadLimits.redirects) times")
    case CCURL_CERTIFICATE:
      return TransferFault("the certificate of \(place) is not trusted")
    case CCURL_NO_TLS:
      return TransferFault("no secure connection to \(place) comes about", mayPass: true)
    case CCURL_CA_UNREADABLE:
      return TransferFault("'\(caFile ?? "")' cannot be read as certificates")
    case CCURL_ABORTED: return Transfer.stopped
    default:
      let words = ccurl_words(Int32(result)).map { String(cString: $0) } ?? "error \(result)"
      return TransferFault(words.lowercased())
    }
  }

  static let stopped = TransferFault("the run is being stopped")

  private func fault(ofStatus status: Int) -> TransferFault {
    let meaning: String =
      switch status {
      case 401, 403: user == nil ? ": it wants a user and a password" : ": user or password"
      case 404, 410: ": there is nothing"
      case 429: ": it was asked too often"
      default: ""
      }
    return TransferFault(
      "the server answers \(status)\(meaning)",
      mayPass: status >= 500 || [408, 425, 429].contains(status))
  }
}
