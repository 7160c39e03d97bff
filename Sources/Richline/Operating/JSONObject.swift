/// A JSON object that is written member by member.
package struct JSONObject {
  private var members: [String] = []

  package init() {}

  package var text: String { "{" + members.joined(separator: ",") + "}" }

  package mutating func add(_ key: String, raw value: String) {
    members.append(JSONText.quoted(key) + ":" + value)
  }

  /// Nil is `null`.
  package mutating func add(_ key: String, _ value: String?) {
    add(key, raw: value.map { JSONText.quoted($0) } ?? "null")
  }

  package mutating func add(_ key: String, _ value: some BinaryInteger) {
    add(key, raw: "\(value)")
  }

  package mutating func add(_ key: String, _ values: [JSONObject]) {
    add(key, raw: "[" + values.map(\.text).joined(separator: ",") + "]")
  }
}
