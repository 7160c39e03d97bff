public import StageKit

/// Failed events as JSON objects, one a line.
public struct FailedJSONOutput: OutputFormat {
  public static let spec = Spec(
    "failed_json", "failed events as JSON objects, one a line",
    notes: """
      | key | value |
      |---|---|
      | `v` | 1, the version of this form |
      | `at` | when it was given up on |
      | `pipeline` | the pipeline file and a hash of it |
      | `id`, `use` | the source, stage or sink that gave up, and the plugin that it is |
      | `about` | what the pipeline file says about it |
      | `class` | `input`, `parse`, `invalid`, `lookup`, `expression`, `plugin`, `sink`, \
      `timeout`, `poison`, `unrouted` or `too_large` |
      | `message` | what happened, in one sentence |
      | `source` | `id`, `name` of the input, `line`, `part` when the record made several \
      events: the number, from 1, and how many; `pieces`, such numbers for each stage that split \
      the event; `context`, the header line that it stood under |
      | `errors` | all of them, when several were found together or collected on the way |
      | `owed` | the sinks that would have got the event |
      | `attempts` | how often it was tried: 1, and one more for each replay |
      | `lookups` | the versions of the lookups in force |
      | `event` | the fields as far as it got |
      | `raw` | the original bytes; `raw_b64`, in base64, when they are not UTF-8 |
      | `raw_length`, `raw_sha256` | of the whole record, when it was too large and `raw` holds \
      only its first 64 KiB |

      `line` is absent for an input that could not be read; `about`, `errors`, `lookups`, `event` and \
      `raw` when there are none.
      """,
    example: """
      - id: rejects
        from: failed
        use: files
        path: out/failed.ndjson
        format: failed_json
      """)

  public static let columns = ColumnPolicy.failedEvents

  private let fields: [Field]

  public init(_ setup: Setup) throws(Findings) { fields = setup.writtenFields }

  /// Good events are never asked of it: they would be objects of no fields.
  public func makeEncoder() -> any RowEncoder { NDJSONEncoder(fields) }

  public func makeFailedEncoder() -> (any FailedEncoder)? { FailedJSONEncoder() }
}
