import Formats
import Foundation
import Richline

/// Cases that are run as recorded requests.
extension VectorSuite {
  /// What came of the requests of a group; the time of a request is its place, in milliseconds.
  struct Answers {
    fileprivate let rows: [String: [[String]]]
    fileprivate let errors: [Int: [String]]

    /// The events of the request at a place.
    func events(_ place: Int) -> [[String]] { rows[VectorSuite.time(place)] ?? [] }

    /// The errors of the request at a place; none when it did not fail.
    func errors(_ place: Int) -> [String] { errors[place] ?? [] }
  }

  /// Runs requests, each of which has the keys of `http_requests` but the time.
  func answers(
    _ requests: [[String: Any?]], _ bench: Bench, isLenient: Bool
  ) throws -> Answers {
    let outcome = try bench.run(
      lines: requests.enumerated().map { place, request in
        var object: [String: Any] = ["timestamp": place]
        for (key, value) in request {
          if let value, !(value is NSNull) { object[key] = value }
        }
        return Bench.json(object)
      }, format: "{ use: http_requests, invalid: \(isLenient ? "empty" : "fail") }",
      tooLong: isLenient ? "keep" : "fail")
    let column = SnowplowFields.index["collector_tstamp"] ?? 0
    return Answers(rows: Dictionary(grouping: outcome.rows) { $0[column] }, errors: outcome.errors)
  }

  fileprivate static func time(_ place: Int) -> String {
    text(milliseconds: Int64(place))
  }

  static func text(milliseconds: Int64) -> String {
    let arena = Arena()
    let count = TimestampText.write(milliseconds, arena.reserve(TimestampText.capacity))
    return withExtendedLifetime(arena) { arena.commit(count).string }
  }

  /// A pixel request of the given pairs; a name without value comes without `=`.
  func pixel(_ pairs: [(String, String?)]) -> [String: Any?] {
    ["path": "/i", "querystring": query(pairs)]
  }

  private func query(_ pairs: [(String, String?)]) -> String {
    pairs.map { name, value in
      Bench.encode(name) + (value.map { "=" + Bench.encode($0) } ?? "")
    }.joined(separator: "&")
  }

  private func pairs(_ value: Any?) -> [(String, String?)] {
    (value as? [[Any]] ?? []).map { ($0[0] as? String ?? "", $0[1] as? String) }
  }

  // MARK: adapters

  func runAdapter(_ group: [VectorCase], _ bench: Bench, _ path: String) throws -> [String?] {
    let found = try answers(
      group.map { vector in
        [
          "path": path, "querystring": query(pairs(vector.input["querystring"])),
          "contentType": vector.input["content_type"], "body": vector.input["body"],
        ]
      }, bench, isLenient: true)
    return group.enumerated().map { place, vector in
      if let events = vector.expected["events"] as? [[String: Any]] {
        return compareEvents(found.events(place), events)
      }
      let failures = vector.expected["failures"] as? [[String: Any]] ?? []
      let wanted = failures.flatMap(Self.errors)
      return compareErrors(found.errors(place), wanted)
    }
  }

  /// What a failure of an adapter says, as our errors begin.
  private static func errors(_ failure: [String: Any]) -> [String] {
    let field = failure["field"] as? String ?? "body"
    switch failure["type"] as? String {
    case "IgluError": return (failure["messages"] as? [String] ?? []).map { "body: " + $0 }
    case "NotJson", "NotJSON": return ["\(field): invalid json: "]
    case "NotIglu": return ["\(field): not self-describing: "]
    case "CriterionMismatch": return ["\(field): schema "]
    default: return ["\(field): \(failure["expectation"] as? String ?? "")"]
    }
  }

  /// Each wanted error is there, and there are no others.
  private func compareErrors(_ found: [String], _ wanted: [String]) -> String? {
    guard found.count == wanted.count else { return "errors are \(found), not \(wanted)" }
    for text in wanted where !found.contains(where: { $0.hasPrefix(text) }) {
      return "no error is '\(text)': \(found)"
    }
    return nil
  }

  /// Each parameter of each event is found again in its columns.
  private func compareEvents(_ rows: [[String]], _ events: [[String: Any]]) -> String? {
    guard rows.count == events.count else { return "\(rows.count) events, not \(events.count)" }
    let kinds = ["pv": "page_view", "pp": "page_ping", "se": "struct", "ue": "unstruct"]
    for (row, event) in zip(rows, events) {
      for (name, value) in event {
        let columns = TrackerTable.fields(of: name).compactMap { SnowplowFields.index[$0] }
        let found = columns.map { row[$0] }.joined(separator: "x")
        let wanted = Self.text(value)
        let isSame = found == wanted || (name == "e" && found == kinds[wanted])
        if !columns.isEmpty, !isSame, !Self.isSameData(name, found, wanted) {
          return "\(name) became '\(found)', not '\(wanted)'"
        }
      }
    }
    return nil
  }

  // MARK: fields

  func runFields(_ group: [VectorCase], _ bench: Bench) throws -> [String?] {
    let requests = group.map { vector in
      let name = vector.input["parameter"] as? String ?? ""
      let pair = (name, vector.input["value"] as? String)
      return pixel(name == "e" ? [pair] : [("e", "pv"), pair])
    }
    let lenient = try answers(requests, bench, isLenient: true)
    let strict = try answers(requests, bench, isLenient: false)
    return group.enumerated().map { place, vector in
      if let columns = vector.expected["columns"] as? [String: Any] {
        return compare(lenient.events(place).first, columns)
      }
      return compareError(strict.errors(place), vector.expected["parse_error"])
    }
  }

  /// One error is the one of a case, which has its whole text or its begin.
  private func compareError(_ errors: [String], _ wanted: Any?) -> String? {
    guard let wanted = wanted as? [String: Any], let field = wanted["field"] as? String else {
      return "the case expects nothing that is known"
    }
    let message =
      wanted["message"] ?? wanted["message_starts_with"] ?? wanted["expectation"] ?? ""
    let text = "\(field): \(message)".lowercased()
    let isWhole = wanted["message"] != nil
    let isThere = errors.contains {
      isWhole ? $0.lowercased() == text : $0.lowercased().hasPrefix(text)
    }
    return isThere ? nil : "no error is '\(text)': \(errors)"
  }

  func runEvents(_ group: [VectorCase], _ bench: Bench) throws -> [String?] {
    let found = try answers(
      group.map { vector in
        let parameters = vector.input["parameters"] as? [String: Any] ?? [:]
        return pixel(parameters.map { ($0.key, $0.value as? String) })
      }, bench, isLenient: true)
    return group.enumerated().map { place, vector in
      compare(found.events(place).first, vector.expected["columns"] as? [String: Any] ?? [:])
    }
  }

  func runSchemas(_ group: [VectorCase], _ bench: Bench) throws -> [String?] {
    let codes = [
      "page_view": "pv", "page_ping": "pp", "struct": "se", "unstruct": "ue",
      "transaction": "tr", "transaction_item": "ti",
    ]
    let found = try answers(
      group.map { vector in
        let columns = vector.input["columns"] as? [String: Any] ?? [:]
        var pairs: [(String, String?)] = [("p", "web")]
        // The only kind without schema that a parameter gives is `ad_impression`.
        if let event = columns["event"] as? String { pairs.append(("e", codes[event] ?? "ad")) }
        if let event = vector.input["unstruct_event"] as? [String: Any] {
          pairs.append(("ue_pr", Bench.json(Self.wrapped("unstruct_event", "1-0-0", event))))
        }
        return pixel(pairs)
      }, bench, isLenient: false)
    return group.enumerated().map { place, vector in
      if let columns = vector.expected["columns"] as? [String: Any] {
        return compare(found.events(place).first, columns)
      }
      return compareError(found.errors(place), vector.expected["failure"])
    }
  }

  func runCrossDomain(_ group: [VectorCase], _ bench: Bench) throws -> [String?] {
    let found = try answers(
      group.map { vector in
        let url = "http://example.com/?" + query(pairs(vector.input["querystring"]))
        return pixel([("e", "pv"), ("url", url)])
      }, bench, isLenient: false)
    return group.enumerated().map { place, vector in
      if let failure = vector.expected["failure"] {
        return compareError(found.errors(place), failure)
      }
      return compare(found.events(place).first, vector.expected)
    }
  }

  func runTextURIs(_ group: [VectorCase], _ bench: Bench) throws -> [String?] {
    let found = try answers(
      group.map { pixel([("e", "pv"), ("url", $0.input["uri"] as? String)]) }, bench,
      isLenient: false)
    return group.enumerated().map { place, vector in
      guard let uri = vector.expected["uri"] as? String else {
        let isRefused = !found.errors(place).isEmpty
        return isRefused || compare(found.events(place).first, ["page_url": ""]) == nil
          ? nil : "it is a URI"
      }
      return compare(found.events(place).first, ["page_url": uri])
    }
  }

  // MARK: JSON

  static func wrapped(_ name: String, _ version: String, _ data: Any) -> [String: Any] {
    ["schema": "iglu:com.snowplowanalytics.snowplow/\(name)/jsonschema/\(version)", "data": data]
  }

  static func isSameJSON(_ a: String, _ b: String) -> Bool {
    guard let first = try? JSONSerialization.jsonObject(with: Data(a.utf8)) as? NSObject,
      let second = try? JSONSerialization.jsonObject(with: Data(b.utf8)) as? NSObject
    else { return false }
    return first == second
  }

  /// Whether a column holds the data of a parameter with JSON: its wrapper has a version of its own,
  /// and what is no JSON leaves the column empty.
  private static func isSameData(_ name: String, _ column: String, _ value: String) -> Bool {
    guard ["co", "cx", "ue_pr", "ue_px"].contains(name) else { return false }
    let arena = Arena()
    let text = withExtendedLifetime(arena) {
      name.hasSuffix("x") ? Base64.decode(Bytes.constant(value), arena: arena).string : value
    }
    guard let wanted = data(text) else { return column.isEmpty }
    return data(column) == wanted
  }

  private static func data(_ text: String) -> NSObject? {
    let value = try? JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    return value?["data"] as? NSObject
  }

  /// The columns are compared as values, and `schema` stands first.
  func runJSONColumns(_ group: [VectorCase], _ bench: Bench) throws -> [String?] {
    let wrappers = [
      ("contexts", "co", "1-0-0"), ("unstruct_event", "ue_pr", "1-0-0"),
    ]
    let found = try answers(
      group.map { vector in
        var pairs: [(String, String?)] = [("e", "pv")]
        for (name, parameter, version) in wrappers {
          guard let data = vector.input[name], !(data is NSNull) else { continue }
          pairs.append((parameter, Bench.json(Self.wrapped(name, version, data))))
        }
        return pixel(pairs)
      }, bench, isLenient: false)
    return group.enumerated().map { place, vector in
      guard let row = found.events(place).first else { return "\(found.errors(place))" }
      for (name, value) in vector.expected {
        let wanted = Self.text(value)
        let column = row[SnowplowFields.index[name] ?? 0]
        let isSame = column == wanted || Self.isSameJSON(column, wanted)
        guard isSame, column.isEmpty || column.hasPrefix(#"{"schema":"#) else {
          return "\(name) is \(column), not \(wanted)"
        }
      }
      return nil
    }
  }
}
