public import StageKit

/// Reads one JSON object a line.
///
/// Shape: each line is exactly one event.
/// Errors: a line that is no JSON object fails with class `parse`; values that do not fit their
/// fields, required ones that are missing and unknown keys fail with class `invalid`, all of them
/// in one failed event.
public struct NDJSONInput: InputFormat {
  static let invalid = Option<String>(
    "invalid", "what becomes of a value that does not fit its field", default: "fail",
    type: .choice(["fail", "empty"]))

  public static let spec = Spec(
    "ndjson", "one JSON object a line", invalid,
    notes: """
      Keys that have the names of Snowplow's columns fill these fields. `fields` of the source \
      adds others: `name: path` or `name: { from: path, type: decimal, required: true }`, where a \
      path goes into nested objects by points (`user.address.city`).

      | type | what is read |
      |---|---|
      | `text` | a text; numbers and booleans give their text |
      | `integer` | a number without a fraction, or a text of digits |
      | `float`, `double` | a number, or a text that is one |
      | `decimal` | a number, or a text that is one; the digits are kept |
      | `boolean` | `true`, `false`, `1`, `0`, or a text that is one of these |
      | `timestamp` | a text in RFC 3339 or as `yyyy-MM-dd HH:mm:ss.SSS` (UTC); a number of \
      milliseconds since 1970 |
      | `json` | any value; blanks are left out |
      | `entities` | a list of `{"schema": …, "data": …}`, bare or in the wrapper of Snowplow's \
      contexts |

      `null` is no value, and so is the empty text for every type but `json`. Of a key that \
      stands twice the last one counts. A value that does not fit its field fails the event, \
      unless `invalid: empty` leaves the field empty. A required field without a value always \
      fails the event. A byte order mark before an object is passed over.

      `others` of the source says what becomes of keys that no field claims: `keep` (one JSON \
      remainder, written back by `ndjson` sinks; of an object that is claimed in part the rest), \
      `drop` or `fail`.
      """,
    example: """
      format: { use: ndjson, invalid: empty }
      fields:
        user_ipaddress: client.ip
        price: { from: order.price, type: decimal, required: true }
      """)

  public static let claims = InputClaims.keys

  private let fields: [SourceField]
  private let others: (mode: OtherKeys, output: OutputRef)
  private let failsInvalid: Bool

  public init(_ setup: Setup) throws(Findings) {
    fields = setup.sourceFields
    others = setup.otherKeys
    failsInvalid = setup[NDJSONInput.invalid] == "fail"
  }

  public func makeDecoder() -> any RecordDecoder {
    NDJSONDecoder(fields, others: others, failsInvalid: failsInvalid)
  }
}
