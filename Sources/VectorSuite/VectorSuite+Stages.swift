import Formats
import Foundation
import Richline

extension VectorSuite {
  // MARK: comparing

  /// Compares columns of a row with what a case expects.
  func compare(_ row: [String]?, _ expected: [String: Any]) -> String? {
    guard let row else { return "the event is not there" }
    for (name, value) in expected {
      guard let place = SnowplowFields.index[name] else { return "there is no column \(name)" }
      let wanted = VectorSuite.text(value)
      if row[place] != wanted { return "\(name) is '\(row[place])', not '\(wanted)'" }
    }
    return nil
  }

  /// Compares the entities of a row with a complete list.
  func compareEntities(_ row: [String]?, _ expected: Any?) -> String? {
    guard let expected = expected as? [Any] else { return nil }
    guard let row, let place = SnowplowFields.index["derived_contexts"] else {
      return "the event is not there"
    }
    let wrapper = try? JSONSerialization.jsonObject(with: Data(row[place].utf8)) as? [String: Any]
    let found = wrapper?["data"] as? [Any] ?? []
    if NSArray(array: found) != NSArray(array: expected) {
      return "derived_contexts is \(row[place]), not \(Bench.json(expected))"
    }
    return nil
  }

  static func text(_ value: Any) -> String {
    switch value {
    case let text as String: text
    case is NSNull: ""
    default: "\(value)"
    }
  }

  /// The rows by the case's place, which travels as `txn_id` so that a failed event leaves a gap.
  func byPlace(_ rows: [[String]]) -> [Int: [String]] {
    let place = SnowplowFields.index["txn_id"] ?? 0
    return Dictionary(rows.map { (Int($0[place]) ?? -1, $0) }) { first, _ in first }
  }

  private func event(_ place: Int, _ fields: [String: Any?]) -> String {
    var object: [String: Any] = ["txn_id": place]
    for (name, value) in fields {
      if let value, !(value is NSNull) { object[name] = value }
    }
    return Bench.json(object)
  }

  private func database(_ value: Any?) -> String? {
    (value as? String)?.split(separator: "/").last.map { "\(data)/maxmind/\($0)" }
  }

  private func absolute(_ path: String) -> String {
    URL(fileURLWithPath: path).standardizedFileURL.path
  }

  // MARK: stages

  func runIPLookups(_ group: [VectorCase], _ bench: Bench) throws -> [String?] {
    let names = [
      "geo": "geo", "isp": "isp", "domain": "domain", "connectionType": "connection_type",
      "asn": "asn",
    ]
    var lookups = ""
    var options = ""
    for (key, option) in names.sorted(by: { $0.key < $1.key }) {
      guard let path = database(group[0].config[key]) else { continue }
      lookups += "  \(option): { use: mmdb, path: \"\(absolute(path))\" }\n"
      options += "    \(option): \(option)\n"
    }
    let rows = byPlace(
      try bench.columns(
        lines: group.enumerated().map {
          event($0, ["user_ipaddress": $1.input["user_ipaddress"]])
        }, format: "ndjson", lookups: lookups, stages: "  - use: ip_lookup\n" + options))
    return group.enumerated().map { place, vector in
      compare(rows[place], vector.expected["columns"] as? [String: Any] ?? [:])
        ?? compareEntities(rows[place], vector.expected["derived_contexts"])
    }
  }

  func runReferers(_ group: [VectorCase], _ bench: Bench) throws -> [String?] {
    let config = group[0].config
    var path = absolute("\(data)/referers/snowplow-referers.yml")
    if let own = config["referrers"] {
      try bench.write("referers.json", Bench.json(own))
      path = "referers.json"
    }
    let domains = Bench.json(config["internalDomains"] ?? [String]())
    let rows = byPlace(
      try bench.columns(
        lines: group.enumerated().map { place, vector in
          var pairs = [("e", "pv"), ("tid", "\(place)")]
          if let referer = vector.input["referer"] as? String { pairs.append(("refr", referer)) }
          if let host = vector.input["page_host"] as? String {
            pairs.append(("url", "http://\(host)/"))
          }
          return Bench.pixel(pairs)
        }, format: "{ use: cloudfront, invalid: empty }",
        lookups: "  referers: { use: referers, path: \"\(path)\" }\n",
        stages: "  - { use: referer_parser, lookup: referers, internal_domains: \(domains) }\n"))
    return group.enumerated().map { compare(rows[$0], $1.expected) }
  }

  func runCampaigns(_ group: [VectorCase], _ bench: Bench) throws -> [String?] {
    let fields = group[0].config["fields"] as? [String: Any] ?? [:]
    var options = ""
    for (key, option) in [
      "mktMedium": "medium", "mktSource": "source", "mktTerm": "term", "mktContent": "content",
      "mktCampaign": "campaign", "mktClickId": "click_ids",
    ] {
      if let value = fields[key] { options += "    \(option): \(Bench.json(value))\n" }
    }
    let rows = byPlace(
      try bench.columns(
        lines: group.enumerated().map { place, vector in
          let pairs = (vector.input["querystring"] as? [[Any]] ?? []).map { pair in
            let name = Bench.encode(pair[0] as? String ?? "")
            return (pair[1] as? String).map { name + "=" + Bench.encode($0) } ?? name
          }
          let url = "http://example.com/?" + pairs.joined(separator: "&")
          return Bench.pixel([("e", "pv"), ("tid", "\(place)"), ("url", url)])
        }, format: "cloudfront", stages: "  - use: campaign_attribution\n" + options))
    return group.enumerated().map { compare(rows[$0], $1.expected) }
  }

  func runUserAgents(_ group: [VectorCase], _ bench: Bench) throws -> [String?] {
    var lookups = ""
    if let rules = group[0].config["rules_text"] as? String {
      try bench.write("regexes.yaml", rules)
      lookups = "  agents: { use: uap, path: regexes.yaml }\n"
    }
    let stage =
      lookups.isEmpty
      ? "  - use: user_agent_parser\n"
      : "  - { use: user_agent_parser, lookup: agents }\n"
    let rows = byPlace(
      try bench.columns(
        lines: group.enumerated().map { event($0, ["useragent": $1.input["useragent"]]) },
        format: "ndjson", lookups: lookups, stages: stage))
    return group.enumerated().map {
      compareEntities(rows[$0], $1.expected["derived_contexts"])
    }
  }

  func runAnonymizer(_ group: [VectorCase], _ bench: Bench) throws -> [String?] {
    let octets = group[0].config["anonOctets"] as? Int ?? 1
    let segments = group[0].config["anonSegments"] as? Int ?? octets
    let rows = byPlace(
      try bench.columns(
        lines: group.enumerated().map {
          event($0, ["user_ipaddress": $1.input["user_ipaddress"]])
        }, format: "ndjson",
        stages: "  - { use: anonymize_ip, octets: \(octets), segments: \(segments) }\n"))
    return group.enumerated().map { compare(rows[$0], $1.expected) }
  }

  // MARK: formats

  func runURIs(_ group: [VectorCase], _ bench: Bench) throws -> [String?] {
    let columns = [
      "scheme": "page_urlscheme", "host": "page_urlhost", "port": "page_urlport",
      "path": "page_urlpath", "query": "page_urlquery", "fragment": "page_urlfragment",
      "uri_text": "page_url",
    ]
    let rows = byPlace(
      try bench.columns(
        lines: group.enumerated().map { place, vector in
          Bench.pixel([
            ("e", "pv"), ("tid", "\(place)"), ("url", vector.input["uri"] as? String ?? ""),
          ])
        }, format: "cloudfront"))
    return group.enumerated().map { place, vector in
      var expected: [String: Any] = [:]
      for (key, value) in vector.expected { expected[columns[key] ?? key] = value }
      return compare(rows[place], expected)
    }
  }

  func runPages(_ group: [VectorCase], _ bench: Bench) throws -> [String?] {
    let rows = byPlace(
      try bench.columns(
        lines: group.enumerated().map { place, vector in
          var pairs = [("e", "pv"), ("tid", "\(place)")]
          if let url = vector.input["url_from_tracker"] as? String { pairs.append(("url", url)) }
          return Bench.pixel(
            pairs, referer: vector.input["referer_from_collector"] as? String ?? "-")
        }, format: "cloudfront"))
    return group.enumerated().map { compare(rows[$0], $1.expected) }
  }

  /// A text that comes as a parameter of the pixel and goes into a column.
  func runParameter(
    _ group: [VectorCase], _ bench: Bench, _ parameter: String, _ input: String,
    _ output: String
  ) throws -> [String?] {
    let column = parameter == "ip" ? "user_ipaddress" : "page_title"
    let rows = byPlace(
      try bench.columns(
        lines: group.enumerated().map { place, vector in
          var pairs = [("e", "pv"), ("tid", "\(place)")]
          if let text = vector.input[input] as? String { pairs.append((parameter, text)) }
          return Bench.pixel(pairs).replacingOccurrences(
            of: "67.71.16.237", with: parameter == "ip" && pairs.count == 2 ? "-" : "67.71.16.237")
        }, format: "cloudfront"))
    return group.enumerated().map { place, vector in
      compare(rows[place], [column: vector.expected[output] ?? NSNull()])
    }
  }

  func runQueries(_ group: [VectorCase]) -> [String?] {
    group.map { vector in
      guard let expected = vector.expected["pairs"] as? [[Any]] else { return nil }
      let arena = Arena()
      let text = vector.input["querystring"] as? String ?? ""
      let found = QueryString(Bytes.constant(text)).map { pair -> [Any] in
        func decoded(_ bytes: Bytes) -> String {
          PercentCoding.decode(bytes, .plusAsBlank, arena: arena).string
        }
        return [decoded(pair.name), pair.value.map { decoded($0) as Any } ?? NSNull()]
      }
      return NSArray(array: found) == NSArray(array: expected)
        ? nil : "pairs are \(Bench.json(found)), not \(Bench.json(expected))"
    }
  }

  /// Any texts in any columns, as the cases have them: straight through the encoder, since no source
  /// lets a text into a column of times.
  func runRows(_ group: [VectorCase]) throws -> [String?] {
    var setup = Setup(id: "rows", SnowplowTSVOutput.spec)
    setup.columns = SnowplowFields.all
    let encoder = try SnowplowTSVOutput(setup).makeEncoder()
    return group.map { vector in
      let slice = Slice(columnCount: SnowplowFields.all.count)
      slice.addRecord(.empty, line: 1)
      let row = slice.addRow(part: 0)
      for (name, value) in vector.input["columns"] as? [String: Any] ?? [:] {
        guard let place = SnowplowFields.index[name] else { continue }
        slice.columns[place][row] = .text(slice.arena.copy(VectorSuite.text(value)))
      }
      let buffer = OutputBuffer()
      encoder.encode(
        EncodedRows(rows: Selection(first: 1), columns: slice.columns, others: nil), into: buffer)
      let line = String(decoding: buffer.bytes.dropLast(), as: UTF8.self)
      let wanted = vector.expected["line"] as? String ?? ""
      return line == wanted ? nil : "the line is '\(line)', not '\(wanted)'"
    }
  }
}
