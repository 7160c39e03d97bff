import Formats
import Foundation
import Richline

/// What a loader makes of a line, compared through the columns of its event.
extension VectorSuite {
  /// The fields of a line between runs of white space.
  func words(_ line: String) -> [Substring] {
    line.split { $0 == " " || $0 == "\t" || $0 == "\r" }
  }

  func compareBadRow(_ outcome: LineOutcome, _ expected: [String: Any]) -> String? {
    guard outcome.rows.isEmpty, !outcome.failures.isEmpty else { return "it does not fail" }
    let failure = expected["failure"] as? [String: Any]
    // The words of release 100 name the format once more.
    let old = (expected["error"] as? String)?
      .replacingOccurrences(
        of: "Line does not match CloudFront header", with: "does not match header")
    if let wanted = (failure?["error"] ?? failure?["expectation"]) as? String ?? old,
      outcome.message != wanted
    {
      return "it says '\(outcome.message)', not '\(wanted)'"
    }
    if let fields = expected["error_fields"] as? [String] {
      let wanted = Set(fields)
      if outcome.errorFields != wanted {
        return "errors of \(outcome.errorFields.sorted()), not of \(wanted.sorted())"
      }
    }
    return nil
  }

  /// Compares what every loader knows; `words` are the fields of the line.
  func comparePayload(
    _ outcome: LineOutcome, _ expected: [String: Any], _ words: [String], isDoubled: Bool
  ) throws -> String? {
    let query = words.count > 11 ? words[11] : ""
    let path = Bytes.constant(words.count > 7 ? words[7] : "")
    let parts =
      compareService(path, expected)
      ?? comparePairs(query == "-" ? "" : query, expected["querystring"], isDoubled: isDoubled)
    if outcome.row == nil {
      return VectorSuite.isJudgedLater(outcome)
        ? parts : "there is no event: \(outcome.message) \(outcome.errors)"
    }
    var columns: [String: Any] = [:]
    if let time = expected["timestamp"] {
      columns["collector_tstamp"] = VectorSuite.columnTime(time)
    }
    if let address = expected["ip_address"] { columns["user_ipaddress"] = address }
    if let agent = expected["user_agent"] { columns["useragent"] = VectorSuite.decoded(agent) }
    if let id = expected["network_user_id"], id is String { columns["network_userid"] = id }
    if let name = expected["source_name"], !query.contains("cv=") { columns["v_collector"] = name }
    return compare(outcome.row, columns) ?? parts
  }

  /// Whether a loader takes a request that an adapter then refuses, which is one step here.
  private static func isJudgedLater(_ outcome: LineOutcome) -> Bool {
    outcome.message.hasPrefix("vendor/version combination is not supported")
      || outcome.message.hasPrefix("empty querystring")
      || outcome.message == "the request has a body, and bodies are not read yet"
  }

  private func comparePairs(_ query: String, _ expected: Any?, isDoubled: Bool) -> String? {
    guard let expected = expected as? [Any] else { return nil }
    let arena = Arena()
    let options: PercentCoding.Options = isDoubled ? [.plusAsBlank, .undouble] : .plusAsBlank
    let found = QueryString(Bytes.constant(query)).map { pair -> [Any] in
      func decoded(_ bytes: Bytes) -> String {
        PercentCoding.decode(bytes, options, arena: arena).string
      }
      return [decoded(pair.name), pair.value.map { decoded($0) as Any } ?? NSNull()]
    }
    return NSArray(array: found) == NSArray(array: expected)
      ? nil : "pairs are \(Bench.json(found)), not \(Bench.json(expected))"
  }

  /// The referer of a request shows as the page where the tracker names none.
  func compareReferer(
    _ line: String, _ expected: [String: Any], _ format: String, _ bench: Bench
  ) throws -> String? {
    guard let referer = expected["referer_uri"] as? String else { return nil }
    let nameless = line.replacingOccurrences(
      of: "([&\\s])url=", with: "$1other=", options: .regularExpression)
    let outcome = try bench.outcome(nameless, format: format)
    if outcome.row == nil { return nil }
    let page = outcome.column("page_url")
    return page == referer ? nil : "the referer is '\(page)', not '\(referer)'"
  }

  // MARK: the Clojure collector

  func runClojureTomcat(_ vector: VectorCase, _ bench: Bench) throws -> String? {
    let line = vector.input["line"] as? String ?? ""
    let expected = vector.expected
    guard expected["result"] as? String == "payload" else {
      return compareBadRow(try bench.outcome(line, format: "clojure_tomcat"), expected)
    }
    let format = "{ use: clojure_tomcat, invalid: empty }"
    let outcome = try bench.outcome(line, format: format)
    return try compareBody(line, expected)
      ?? comparePayload(outcome, expected, words(line).map(String.init), isDoubled: false)
      ?? compareReferer(line, expected, format, bench)
  }

  private func compareBody(_ line: String, _ expected: [String: Any]) -> String? {
    let request = ClojureTomcatLine()
    let arena = Arena()
    do throws(Failure) { try request.read(Bytes.constant(line), arena) } catch {
      return error.message
    }
    let type = request.contentType(arena)?.string
    let body = request.body.map { Base64.decode($0, arena: arena).string }
    if expected["content_type"] != nil, type != expected["content_type"] as? String {
      return "the content type is '\(type ?? "")'"
    }
    if expected["body"] != nil, body != expected["body"] as? String { return "the body differs" }
    return nil
  }

  // MARK: texts

  /// `2014-01-28T02:52:24Z` as columns have it.
  static func columnTime(_ value: Any?) -> String {
    guard let text = value as? String, text.count >= 19 else { return "" }
    let second = text.prefix(19).replacingOccurrences(of: "T", with: " ")
    let rest = text.dropFirst(19)
    let fraction = rest.first == "." ? String(rest.dropFirst().prefix { $0.isNumber }) : ""
    return second + "." + (fraction + "000").prefix(3)
  }

  /// A user agent as our formats give it: release 3.9 let its percent signs stand.
  static func decoded(_ value: Any?) -> Any {
    guard let text = value as? String else { return NSNull() }
    return text.removingPercentEncoding ?? text
  }

  static func object(_ text: String) -> [String: Any]? {
    (try? JSONSerialization.jsonObject(with: Data(text.utf8))) as? [String: Any]
  }
}
