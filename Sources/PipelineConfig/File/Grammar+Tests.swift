import StageKit

extension Grammar {
  static let test = Keys([
    Key("name", .text, required: true, "what happens to which event, in words"),
    Key("source", .names, "the source that the event comes from, where there are several"),
    Key("now", .text, "the time that stands for now, such as 2026-11-21T23:12:24Z"),
    Key("lookups", .option(.value), "by lookup, the rows that it has in place of its data"),
    Key("event", .option(.value), "fields of the event, as the source gives it"),
    Key("line", .text, "the record as the source reads it, in place of 'event'"),
    Key("at", .names, "the stage or sink where 'expect' looks, else the end of the chain"),
    Key("expect", .option(.value), "fields and values, null for none; a list for several events"),
    Key("expect_failed", .keys(expectFailed), "the event fails so"),
    Key("expect_filtered", .names, "the stage or sink that filters the event"),
    Key("expect_dropped", .names, "the stage that drops the event"),
  ])

  static let expectFailed = Keys([
    Key("id", .names, "where it fails"),
    Key("class", .text, "the class of the failure"),
    Key("message", .text, "what is said"),
  ])
}
