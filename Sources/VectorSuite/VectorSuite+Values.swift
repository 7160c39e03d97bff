import Formats
import Foundation
import Richline

/// Cases of times, addresses and single values.
extension VectorSuite {
  // MARK: times

  func runDerivedTimes(_ group: [VectorCase], _ bench: Bench) throws -> [String?] {
    let rows = byPlace(
      try bench.columns(
        lines: group.enumerated().map { place, vector in
          var query = "e=pv&tid=\(place)"
          for (name, column) in [
            ("dtm", "dvce_created_tstamp"), ("stm", "dvce_sent_tstamp"), ("ttm", "true_tstamp"),
          ] {
            if let time = Self.time(vector.input[column]) { query += "&\(name)=\(time)" }
          }
          var object: [String: Any] = ["path": "/i", "querystring": query]
          object["timestamp"] = Self.time(vector.input["collector_tstamp"])
          return Bench.json(object)
        }, format: "{ use: http_requests, invalid: empty }"))
    return group.enumerated().map { compare(rows[$0], $1.expected) }
  }

  private static func time(_ value: Any?) -> Int64? {
    (value as? String).flatMap { TimestampText.parse(rfc3339: Bytes.constant($0)) }
  }

  func runCollectorTimes(_ group: [VectorCase], _ bench: Bench) throws -> [String?] {
    let outcome = try bench.run(
      lines: group.enumerated().map { place, vector in
        var object: [String: Any] = ["path": "/i", "querystring": "e=pv&tid=\(place)"]
        object["timestamp"] = Self.anyTime(vector.input["datetime"] as? String ?? "")
        return Bench.json(object)
      }, format: "http_requests")
    let rows = byPlace(outcome.rows)
    return group.enumerated().map { place, vector in
      guard let error = vector.expected["parse_error"] as? [String: Any] else {
        let columns = vector.expected["columns"] as? [String: Any] ?? vector.expected
        return compare(rows[place], columns)
      }
      let wanted = "collector_tstamp: \(error["message"] ?? "")"
      let errors = outcome.errors[place] ?? []
      return errors.contains(wanted) ? nil : "errors are \(errors), not '\(wanted)'"
    }
  }

  /// The milliseconds of `[-]yyyy…-MM-ddTHH:mm:ss.SSSZ`, with any year.
  static func anyTime(_ text: String) -> Int64? {
    let isNegative = text.hasPrefix("-")
    let parts = text.dropFirst(isNegative ? 1 : 0).split(whereSeparator: { !$0.isNumber })
      .compactMap { Int64($0) }
    guard parts.count >= 6 else { return nil }
    let year = (isNegative ? -parts[0] : parts[0]) - (parts[1] <= 2 ? 1 : 0)
    let era = (year >= 0 ? year : year - 399) / 400
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * (parts[1] + (parts[1] > 2 ? -3 : 9)) + 2) / 5 + parts[2] - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    let days = era * 146_097 + dayOfEra - 719_468
    let seconds = (parts[3] * 60 + parts[4]) * 60 + parts[5]
    return days * 86_400_000 + seconds * 1000 + (parts.count > 6 ? parts[6] : 0)
  }

  // MARK: addresses

  func runHeaders(_ group: [VectorCase], _ bench: Bench) throws -> [String?] {
    let requests = byPlace(
      try bench.columns(
        lines: group.enumerated().map { place, vector in
          var object: [String: Any] = [
            "path": "/i", "querystring": "e=pv&tid=\(place)", "timestamp": 0,
          ]
          object["headers"] = vector.input["headers"] as? [String]
          object["ip"] = vector.input["collector_ip"] as? String
          return Bench.json(object)
        }, format: "http_requests"))
    let lines = byPlace(
      try bench.columns(
        lines: group.enumerated().map { place, vector in
          let field = vector.input["cloudfront_x_forwarded_for"] as? String ?? "-"
          let pixel = Bench.pixel([("e", "pv"), ("tid", "\(place)")]).replacingOccurrences(
            of: "67.71.16.237", with: vector.input["collector_ip"] as? String ?? "-")
          let more = Array(repeating: "-", count: 7) + [field, "-", "-", "-"]
          return ([pixel] + more).joined(separator: "\t")
        }, format: "cloudfront"))
    return group.enumerated().map { place, vector in
      let rows = vector.input["cloudfront_x_forwarded_for"] == nil ? requests : lines
      return compare(rows[place], ["user_ipaddress": vector.expected["ip"] ?? NSNull()])
    }
  }

  /// Addresses in the long form, as Java prints them.
  func runAddresses(_ group: [VectorCase]) -> [String?] {
    group.map { vector in
      let text = vector.input["text"] as? String ?? ""
      let found = IPAddress.parse(Bytes.constant(text)).map { Self.longForm($0, text) }
      let wanted = vector.expected["address"] as? String
      return found == wanted ? nil : "it is \(found ?? "none"), not \(wanted ?? "none")"
    }
  }

  private static func longForm(_ address: IPAddress, _ text: String) -> String {
    let isMapped = address.isV4 && text.filter { $0 == ":" }.count > 1
    if address.isV4, !isMapped {
      return (0..<4).map { "\(address.v4 >> UInt32(24 - 8 * $0) & 255)" }.joined(separator: ".")
    }
    var groups = (0..<8).map { address.group($0) }
    if isMapped { groups[5] = 0xffff }
    return groups.map { String($0, radix: 16) }.joined(separator: ":")
  }

  // MARK: texts

  func runBase64(_ group: [VectorCase]) -> [String?] {
    group.map { vector in
      let arena = Arena()
      let text = Bytes.constant(vector.input["encoded"] as? String ?? "")
      let found = withExtendedLifetime(arena) {
        UTF8Repair.repaired(Base64.decode(text, arena: arena), arena: arena).string
      }
      let wanted = vector.expected["decoded"] as? String
      return found == wanted ? nil : "it is '\(found)', not '\(wanted ?? "")'"
    }
  }

  func runDecoding(_ group: [VectorCase]) -> [String?] {
    group.map { vector in
      let text = Bytes.constant(vector.input["text"] as? String ?? "")
      let arena = Arena()
      let found = withExtendedLifetime(arena) {
        PercentCoding.decodeStrictly(text, arena: arena)?.string
      }
      let wanted = vector.expected["text"] as? String
      return found == wanted ? nil : "it is \(found ?? "refused"), not \(wanted ?? "refused")"
    }
  }
}
