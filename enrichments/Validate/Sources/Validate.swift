public import StageKit

/// Checks the values of fields against rules, and fails the events that break one.
///
/// Shape: writes nothing. All rules are tried, so the failed event has all that is wrong in `errors`.
/// Errors: class `invalid`, with the first broken rule as the message.
/// Cost: the rules that a field has; a pattern takes time with the length of the text.
public struct Validate: EventStage {
  static let fields = Option<FieldRules>(
    "fields", "rules by field: \(FieldRules.names)", type: FieldRules.optionType, fields: .reads())

  public static let spec = StageSpec(
    "validate", "fails the events whose fields break a rule", fields,
    notes: """
      | rule | holds when |
      | --- | --- |
      | `required: true` | the field has a value |
      | `type` | its text is one of an `integer`, `number`, `boolean`, `timestamp` (RFC 3339), `uuid`, `ip`, `url`, or JSON: `json`, `object`, `array` |
      | `min_length`, `max_length` | it has so many characters (code points) at least, at most |
      | `min`, `max` | the number is not below, not above |
      | `values` | it is one of them |
      | `pattern` | a pattern of RE2's syntax matches somewhere in it; `^` and `$` hold it to the whole |

      An empty field breaks no rule but `required`. `min` and `max` need a field that holds numbers, the
      lengths and `pattern` one that holds text. What the type of a field says already, such as
      `integer`, need not be checked here.

      All rules are tried. With `on_error: continue` events go on, and what is wrong stands in `errors`.
      """,
    example: """
      stages:
        - use: validate
          fields:
            event_id: { required: true, type: uuid }
            platform: { values: [web, mob, app] }
            user_id: { min_length: 3, max_length: 64, pattern: '^[a-z0-9_]+$' }
            txn_id: { min: 1 }
      """)

  private let rules: [FieldCheck]

  public init(_ setup: Setup) throws(Findings) {
    var checks: [FieldCheck] = []
    var findings = Findings()
    let named = setup.fields(Self.fields)
    for (name, rules) in setup[Self.fields].members {
      guard let field = named.first(where: { $0.field.name == name }) else { continue }
      do throws(Findings) {
        checks.append(try FieldCheck(field, rules, setup))
      } catch {
        findings.append(contentsOf: error)
      }
    }
    if named.isEmpty {
      findings.append(
        setup.finding(
          "fields", "no-fields", "'fields' names no field",
          help: ["write rules by field: fields: { user_id: { required: true } }"]))
    }
    guard findings.isEmpty else { throw findings }
    self.rules = checks
  }

  public func enrich(_ event: borrowing Event, _ changes: inout Changes) throws(Failure) {
    var broken: [String] = []
    for rule in rules { rule.check(event, changes.arena, &broken) }
    guard let first = broken.first else { return }
    throw Failure(.invalid, first, errors: broken.count > 1 ? broken : [])
  }
}
