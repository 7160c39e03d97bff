public import StageKit

/// Reads times in the forms that are listed.
///
/// Shape: each target is a timestamp; an empty source empties it. The first form that fits the whole
/// text counts.
/// Errors: a text in none of the forms fails the event, class `invalid`.
/// Cost: one pass over the text for each form that is tried.
public struct ParseTimestamp: EventStage {
  static let fields = FieldMapOption(
    "fields", from: .fields(.timestamp, removes: false), "times, as `field: source`")
  static let formats = Option<[String]>(
    "formats", "forms to try, in this order", default: ["rfc3339"])
  static let zone = Option<String>(
    "zone", "the time zone of times that name none", default: "UTC")

  public static let spec = StageSpec(
    "parse_timestamp", "reads times in the forms that are listed", fields, formats, zone,
    notes: """
      | format | such as |
      | --- | --- |
      | `rfc3339` | `2026-11-21T23:12:24.123Z`, `2026-11-21 23:12:24+01:00` |
      | `apache` | `21/Nov/2026:23:12:24 +0000` |
      | `epoch_seconds` | `1795302744`, `1795302744.123` |
      | `epoch_milliseconds` | `1795302744123` |
      | `epoch_microseconds` | `1795302744123456` |
      | a pattern with `%` | `%d.%m.%Y %H:%M` for `21.11.2026 23:12` |

      In a pattern stand for: `%Y` the year in four digits, `%y` in two (69 to 99 are of the 20th century),
      `%m` the month, `%b` or `%B` its English name or the first three letters of it, `%d` the day, `%e` the
      same with a blank or without a first zero, `%a` or `%A` the English name of the day, which is not
      compared, `%j` the day of the year, `%H` the hour, `%I` that of 1 to 12 with `%p` for AM or PM, `%M`
      the minute, `%S` the second, `%f` its decimals, one to nine of them, `%z` the zone as `Z`, `+0100` or
      `+01:00`, `%s` seconds since 1970, `%F` for `%Y-%m-%d`, `%T` for `%H:%M:%S`, `%%` for `%`. All else
      stands for itself. What is missing of a date is that of 1970-01-01, what is missing of a time is 0.

      `zone` is a name such as `Europe/Berlin` or an offset such as `+02:00`. Where clocks are put back an hour
      comes twice: the first one is meant. Sources may hold whole numbers too, for the `epoch` forms.
      """,
    example: """
      stages:
        - use: parse_timestamp
          fields: { dvce_created_tstamp: logged_at }
          formats: [rfc3339, '%d.%m.%Y %H:%M:%S', epoch_seconds]
          zone: Europe/Berlin
      """)

  private let fields: [MappedField]
  private let formats: [TimeFormat]
  private let zone: LocalTime

  public init(_ setup: Setup) throws(Findings) {
    fields = setup[Self.fields]
    guard let zone = LocalTime(setup[Self.zone]) else {
      throw [
        setup.finding(
          "zone", "bad-value", "no time zone '\(setup[Self.zone])'",
          help: ["write a name such as 'Europe/Berlin', or an offset such as '+02:00'"])
      ]
    }
    self.zone = zone
    var formats: [TimeFormat] = []
    var findings = Findings()
    for text in setup[Self.formats] {
      do throws(TimeFormatProblem) { formats.append(try TimeFormat(text)) } catch {
        findings.append(
          setup.finding("formats", "bad-value", error.message, help: [error.help]))
      }
    }
    if setup[Self.formats].isEmpty {
      findings.append(
        setup.finding("formats", "bad-value", "'formats' lists nothing", help: ["name a format"]))
    }
    guard findings.isEmpty else { throw findings }
    self.formats = formats
  }

  public func enrich(_ event: borrowing Event, _ changes: inout Changes) throws(Failure) {
    for field in fields {
      guard let input = field.input, !event[input].isEmpty else {
        changes.set(field.output, .empty)
        continue
      }
      let value = event[input]
      let time = value.kind == .timestamp ? value.integer : read(value, changes.arena)
      guard let time, TimestampText.isWritable(time) else {
        let text = value.converted(to: .text, arena: changes.arena)?.text ?? .empty
        throw Failure(
          .invalid,
          "'\(field.source)' is '\(text.prefix(100).string)', a time in none of the formats"
        )
      }
      let slot = Slot.timestamp(time).converted(to: field.field.type, arena: changes.arena)
      changes.set(field.output, slot ?? .empty)
    }
  }

  private func read(_ value: Slot, _ arena: Arena) -> Int64? {
    guard let text = value.converted(to: .text, arena: arena)?.text else { return nil }
    for format in formats {
      if let time = format.read(text, zone) { return time }
    }
    return nil
  }
}
