import StageKit

/// How the value of a parameter becomes values of fields.
///
/// Source: Snowplow Enrich, fact sheet 2.2 and 2.5.
enum TrackerKind: String, Sendable {
  /// Cleaned text.
  case text
  /// Java's `Integer`.
  case integer
  /// Java's `BigDecimal`.
  case decimal
  /// `1` or `0`.
  case boolean
  /// A UUID of 36 characters; its letters become small.
  case uuid
  /// Milliseconds since 1970.
  case milliseconds
  /// `<width>x<height>`, for two fields.
  case size
  /// The code of an event.
  case event
  /// One of the known platforms.
  case platform
  /// The first of several addresses.
  case address
  /// The URI of the page.
  case page
  /// The URI of the page before.
  case referrer
  /// A list of self-describing entities, as JSON.
  case contexts
  /// The same in base64.
  case encodedContexts = "contexts in base64"
  /// A self-describing event, as JSON.
  case selfDescribing = "self-describing event"
  /// The same in base64.
  case encodedSelfDescribing = "self-describing event in base64"

  /// The type of the fields that it is for.
  var fieldType: FieldType {
    switch self {
    case .text, .uuid, .event, .platform, .address, .page, .referrer: .text
    case .integer, .size: .integer
    case .decimal: .decimal
    case .boolean: .boolean
    case .milliseconds: .timestamp
    case .contexts, .encodedContexts, .selfDescribing, .encodedSelfDescribing: .json
    }
  }

  /// Whether some texts cannot be converted.
  var canFail: Bool { self != .text && self != .address }
}
