import StageKit

/// A JSON object that names the schema of its data.
struct DescribedJSON {
  /// The name of the schema, without quotes and escapes.
  let schema: Bytes
  let uri: IgluURI
  let data: JSONValue

  /// Objects and arrays inside one another in what a tracker sends, at most.
  ///
  /// Source: what Snowplow Enrich allows unless it is told otherwise, fact sheet 2.6.
  private static let nesting = 50

  /// Reads a text that is one JSON object; `isWrapper`: it is all that the tracker sent, and other
  /// members may stand in it.
  static func read(
    _ text: Bytes, isWrapper: Bool, _ arena: Arena
  ) throws(SelfDescribingFault) -> DescribedJSON {
    var schema: JSONValue?
    var data: JSONValue?
    var other: Bytes?
    do throws(JSONError) {
      var scanner = JSONScanner(text, nesting: isWrapper ? nesting : JSONScanner.depthLimit)
      try scanner.enterObject()
      while let member = try scanner.nextMember() {
        let name = member.name(arena: arena)
        if name == "schema" {
          schema = member.value
        } else if name == "data" {
          data = member.value
        } else {
          other = name
        }
      }
      try scanner.finish()
    } catch {
      throw SelfDescribingFault(error, in: text)
    }
    guard let schema = schema?.text(arena: arena), let data else {
      throw .notIglu("INVALID_DATA_PAYLOAD, it needs 'schema' and 'data'")
    }
    guard let uri = IgluURI(schema) else {
      throw .notIglu("INVALID_IGLUURI '\(schema.shown)'")
    }
    if let other, !isWrapper {
      throw .notIglu("INVALID_DATA_PAYLOAD, '\(other.shown)' stands beside 'schema' and 'data'")
    }
    return DescribedJSON(schema: schema, uri: uri, data: data)
  }

  /// Reads what is wrapped in a schema of Snowplow's own; gives its data.
  static func readWrapper(
    _ text: Bytes, _ name: StaticString, _ arena: Arena
  ) throws(SelfDescribingFault) -> JSONValue {
    let wrapper = try read(text, isWrapper: true, arena)
    guard wrapper.uri.isWrapper(name) else {
      throw .criterion(found: wrapper.schema.shown, name: "\(name)")
    }
    return wrapper.data
  }
}

/// Why a text is no self-describing JSON.
enum SelfDescribingFault: Error {
  case notJSON(JSONError)
  case empty
  /// One of the codes of iglu-core, and what it is about.
  case notIglu(String)
  case criterion(found: String, name: String)
  case data(String)

  init(_ error: JSONError, in text: Bytes) {
    var wrong = error
    if error.message == .object {
      do throws(JSONError) {
        _ = try JSONScanner.value(text)
        self = .notIglu("INVALID_DATA_PAYLOAD, it is no object")
        return
      } catch { wrong = error }
    }
    self = wrong.message == .value && wrong.offset == text.count ? .empty : .notJSON(wrong)
  }

  /// Source: Snowplow Enrich, fact sheet 2.6 and 5.1.
  var text: String {
    switch self {
    case .notJSON(let error) where error.message == .depth:
      "invalid json: maximum allowed JSON depth exceeded"
    case .notJSON(let error): "invalid json: \(error)"
    case .empty: "invalid json: exhausted input"
    case .notIglu(let text): "not self-describing: \(text)"
    case .criterion(let found, let name):
      "schema '\(found)' does not match "
        + "'iglu:com.snowplowanalytics.snowplow/\(name)/jsonschema/1-0-*'"
    case .data(let text): text
    }
  }
}

extension Bytes {
  /// The text for a message: not more than 200 bytes of it.
  var shown: String { count <= 200 ? string : prefix(200).string + "…" }
}
