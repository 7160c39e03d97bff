/// What reference pages and failures say of kinds of values.
///
/// Source: Snowplow Enrich, fact sheet 2.5; the errors are its texts.
extension TrackerKind {
  /// What a value must be, and what the field then holds.
  var conversion: String {
    switch self {
    case .text: "any text; a tab becomes four blanks, other ASCII control characters go"
    case .integer: "a whole number of 32 bits; `null` is no value"
    case .decimal: "a decimal number, also with exponent; its digits stay; `null` is no value"
    case .boolean: "`1` or `0`"
    case .uuid: "a UUID of 36 characters; its letters become small"
    case .milliseconds: "milliseconds since 1970, of the years 0 to 9999"
    case .size: "`<width>x<height>`, each a whole number of 32 bits"
    case .event:
      "`pv` page_view, `pp` page_ping, `se` or `ev` struct, `ue` unstruct, `tr` transaction, "
        + "`ti` transaction_item"
    case .platform: "`web`, `mob`, `app`, `pc`, `srv`, `tv`, `cnsl`, `iot` or `headset`"
    case .address: "a text up to its first comma, bar or blank"
    case .page: "a URI, which is taken apart; printed after parsing"
    case .referrer: "a URI, which is taken apart; kept as it came"
    case .contexts:
      "JSON: a list of self-describing entities in the wrapper `contexts/jsonschema/1-0-*`"
    case .encodedContexts: "the JSON in base64, of either alphabet"
    case .selfDescribing:
      "JSON: a self-describing event in the wrapper `unstruct_event/jsonschema/1-0-*`"
    case .encodedSelfDescribing: "the JSON in base64, of either alphabet"
    }
  }

  /// What is said of a value that does not fit; several where a value may be wrong in several ways,
  /// none where every value fits.
  var errors: [String] {
    switch self {
    case .text, .address: []
    case .integer: ["Cannot be converted to java.lang.Integer"]
    case .decimal: ["Cannot be converted to java.math.BigDecimal. Error : not a decimal number"]
    case .boolean: ["Cannot be converted to Boolean-like java.lang.Byte"]
    case .uuid: ["Not a valid UUID"]
    case .milliseconds:
      ["Not in the expected format: ms since epoch", "Formatting as … is not Redshift-compatible"]
    case .size:
      [
        #"Does not conform to regex (\d+)x(\d+)"#, "Could not be converted to java.lang.Integer s",
      ]
    case .event: ["Not a valid event type"]
    case .platform: ["Not a valid platform"]
    case .page, .referrer: ["Provided URI […] could not be parsed"]
    case .contexts, .encodedContexts, .selfDescribing, .encodedSelfDescribing:
      ["invalid json: …", "not self-describing: …", "schema '…' does not match '…'", "data…: …"]
    }
  }
}
