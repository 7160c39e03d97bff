import Engine
import NIOHTTP1
import Richline

/// A request to look at events of the run: `GET /tap?stage=ID&rate=N&count=N&format=json|text`.
struct TapRequest {
  var stage: String?
  var rate = TapDesk.usualRate
  /// Events after which it ends; nil: when the run does.
  var count: Int?
  var isText = false
  var hasColor = false

  /// Whether a target means this.
  static func isMeant(_ target: String) -> Bool { target == "/tap" || target.hasPrefix("/tap?") }

  /// Errors: the answer to what cannot be served.
  init(_ head: HTTPRequestHead, _ routes: ControlRoutes) throws(Refusal) {
    guard head.method == .GET else { throw Refusal(405, "this takes GET") }
    try TapRequest.checkAsker(head)
    guard let snapshot = routes.snapshot else { throw Refusal(503, "the lookups are being opened") }
    guard routes.tap.isOpen else {
      throw snapshot.phase.isOver
        ? Refusal(503, "the run has ended")
        : Refusal(403, "this pipeline lets nobody look at its events: 'run: { tap: true }' does")
    }
    for (name, value) in TapRequest.query(head.uri) { try read(name, value) }
    if let stage {
      let known = snapshot.stages.map(\.id) + snapshot.sinks.map(\.id)
      guard known.contains(stage) else {
        throw Refusal(404, "the pipeline has no stage or sink '\(stage)'")
      }
    }
  }

  private mutating func read(_ name: String, _ value: String) throws(Refusal) {
    switch name {
    case "stage": stage = value
    case "rate":
      guard let number = Int(value), (1...TapDesk.rateLimit).contains(number) else {
        throw Refusal(400, "'rate' takes a number from 1 to \(TapDesk.rateLimit)")
      }
      rate = number
    case "count":
      guard let number = Int(value), number > 0 else {
        throw Refusal(400, "'count' takes a number from 1 on")
      }
      count = number
    case "format":
      guard value == "json" || value == "text" else {
        throw Refusal(400, "'format' is json or text")
      }
      isText = value == "text"
    case "color": hasColor = value == "1"
    default: throw Refusal(400, "'\(name)' is not known; there are: stage, rate, count, format")
    }
  }

  /// Names and values behind the question mark; ids and numbers need no escapes.
  private static func query(_ target: String) -> [(String, String)] {
    guard let mark = target.firstIndex(of: "?") else { return [] }
    return target[target.index(after: mark)...].split(separator: "&").map { pair in
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return (String(parts[0]), parts.count > 1 ? String(parts[1]) : "")
    }
  }

  /// Events are nothing for pages in a browser, also not for one whose name leads here.
  private static func checkAsker(_ head: HTTPRequestHead) throws(Refusal) {
    if head.headers.contains(name: "origin") || head.headers.contains(name: "sec-fetch-site") {
      throw Refusal(403, "pages of browsers may not do that")
    }
    let host = head.headers.first(name: "host") ?? ""
    let isAddress = host.utf8.allSatisfy {
      (48...57).contains($0) || (97...102).contains($0 | 32) || [46, 58, 91, 93].contains($0)
    }
    guard isAddress || host.prefix(while: { $0 != ":" }) == "localhost" else {
      throw Refusal(403, "ask by the address, not by the name '\(host)'")
    }
  }

  /// What is said to a request that cannot be served.
  struct Refusal: Error {
    let answer: ControlAnswer

    init(_ status: Int, _ words: String) { answer = ControlAnswer(status, words + "\n") }
  }
}
