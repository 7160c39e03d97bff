import Foundation
import Richline
import TestSupport

/// Inputs of all kinds that a replay must get right, from a seed.
struct RandomRequests {
  private var random: SeededGenerator

  init(_ random: SeededGenerator) { self.random = random }

  /// A label of a few letters, so that stages fail for some of them.
  private mutating func label() -> String {
    String((0..<3).map { _ in "abcdefghij".randomElement(using: &random) ?? "a" })
  }

  /// Recorded requests, some with many events; no two lines are alike.
  mutating func requests(_ count: Int) -> String {
    (0..<count).map { number in
      let events = (0..<Int.random(in: 1...4, using: &random)).map { _ in
        #"{"tv":"t","p":"web","e":"se","se_ca":"c","se_ac":"a","se_la":"\#(label())"}"#
      }
      let body =
        #"{"schema":"iglu:com.snowplowanalytics.snowplow/payload_data/jsonschema/1-0-4","#
        + #""data":[\#(events.joined(separator: ","))]}"#
      let quoted = body.replacingOccurrences(of: "\"", with: "\\\"")
      return #"{"path":"/com.snowplowanalytics.snowplow/tp2","contentType":"application/json","#
        + #""timestamp":\#(1000 + number),"body":"\#(quoted)"}"# + "\n"
    }.joined()
  }

  /// Lines of CloudFront under headers with different orders, and bytes that are no UTF-8.
  mutating func hits(_ count: Int) -> String {
    var text = ""
    for number in 0..<count {
      let isSwapped = number % 7 > 3
      if number % 7 == 0 || number % 7 == 4 { text += header(isSwapped) }
      let query = "e=se&se_ca=c&se_ac=a&se_la=\(label())&p=web&tv=t&aid=\(number)"
      let ends = isSwapped ? ["203.0.113.9", "GET"] : ["GET", "203.0.113.9"]
      text += (["2026-03-14", "10:00:00", ends[1], ends[0], "/i", query, "200"])
        .joined(separator: "\t")
      text += "\n"
    }
    return text
  }

  private func header(_ isSwapped: Bool) -> String {
    let names = isSwapped ? "cs-method c-ip" : "c-ip cs-method"
    return "#Version: 1.0\n#Fields: date time \(names) cs-uri-stem cs-uri-query sc-status\n"
  }
}
