extension FunctionCatalog {
  static let times: [FunctionSpec] = [
    FunctionSpec(
      "timestamp", .times, .conversion(.timestamp),
      [
        "timestamp(text): timestamp", "timestamp(integer): timestamp",
        "timestamp(timestamp): timestamp",
      ],
      "reads a time in the form of RFC 3339, or counts seconds since 1970",
      "timestamp(\"2026-11-21T23:12:24Z\") < timestamp(1800000000) // true"),
    FunctionSpec(
      "duration", .times, .conversion(.duration),
      ["duration(text): duration", "duration(integer): duration", "duration(duration): duration"],
      "reads a span of time, in h, m, s, ms, us and ns, or counts seconds",
      "duration(\"1h30m\") == duration(\"90m\") // true"),
    part(
      "getFullYear", .fullYear, "the year", "getFullYear() // 2026"),
    part("getMonth", .month, "the month, from 0 for January on", "getMonth() // 10"),
    part("getDate", .date, "the day of the month, from 1 on", "getDate() // 21"),
    part("getDayOfMonth", .dayOfMonth, "the day of the month, from 0 on", "getDayOfMonth() // 20"),
    part(
      "getDayOfWeek", .dayOfWeek, "the day of the week, from 0 for Sunday on", "getDayOfWeek() // 6"
    ),
    part("getDayOfYear", .dayOfYear, "the day of the year, from 0 on", "getDayOfYear() // 324"),
    part(
      "getHours", .hours, "the hour", "getHours(\"Asia/Kathmandu\") // 4", ofDuration: true),
    part("getMinutes", .minutes, "the minute", "getMinutes() // 12", ofDuration: true),
    part("getSeconds", .seconds, "the second", "getSeconds() // 24", ofDuration: true),
    part(
      "getMilliseconds", .milliseconds, "the milliseconds", "getMilliseconds() // 0",
      ofDuration: true),
  ]

  private static func part(
    _ name: String, _ function: TimeFunction, _ what: String, _ example: String,
    ofDuration: Bool = false
  ) -> FunctionSpec {
    let forms = ["timestamp.\(name)(): integer", "timestamp.\(name)(text): integer"]
    let more = ofDuration ? "; of a duration all of them, milliseconds apart" : ""
    return FunctionSpec(
      name, .times, .time(function), forms + (ofDuration ? ["duration.\(name)(): integer"] : []),
      "gives \(what) of a time, in UTC or in a time zone such as \"Europe/Berlin\" or \"+02:00\"\(more)",
      "timestamp(\"2026-11-21T23:12:24Z\").\(example)")
  }
}
