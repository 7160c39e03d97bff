/// The keys of the language: those that work, and those of the design that are not there yet.
enum Grammar {
  /// The most entries of a section: ten times more than anybody writes, and what is kept for each
  /// place of the tree stays small.
  static let sectionLimit = 1000

  static let top = Keys(
    known: ["version", "include", "lookups", "sources", "stages", "sinks", "run", "tests"],
    notYet: ["plugins"])
  /// Of a file that `include` names.
  static let included = Keys(known: ["version", "include", "lookups", "tests"], notYet: [])
  /// Of a file that `use` of a stage names.
  static let stageFile = Keys(known: ["version", "include", "lookups", "stages"], notYet: [])
  /// Of a stage that stands for those of a file.
  static let group = Keys(
    known: ["id", "use", "about", "from", "when", "on_error"], notYet: [])
  static let source = Keys(
    known: ["id", "use", "about", "format", "fields", "others", "max_record"], notYet: [])
  static let stageWithoutLookups = Keys(
    known: ["id", "use", "about", "from", "when", "on_error"], notYet: [])
  static let stage = Keys(
    known: stageWithoutLookups.known + ["version_field"], notYet: stageWithoutLookups.notYet)
  static let sinkWithoutFiles = Keys(
    known: ["id", "use", "about", "from", "when", "format", "only", "except", "batch", "retry"],
    notYet: [])
  /// Keys of sinks that write files.
  static let fileKeys = ["rotate", "max_open"]
  static let sink = Keys(known: sinkWithoutFiles.known + fileKeys, notYet: [])
  static let lookup = Keys(
    known: ["use", "path", "refresh", "max_age", "on_stale", "download"], notYet: [])
  static let download = Keys(
    known: ["user", "password", "sha256", "ca_file", "max_size", "timeout", "retry"], notYet: [])
  static let format = Keys(known: ["use"], notYet: [])
  static let run = Keys(
    known: [
      "workers", "memory", "event_id", "on_error", "unrouted", "order", "flush", "checkpoint",
      "stop_if_failed", "shutdown_timeout", "listen", "tap",
    ], notYet: [])
  static let checkpoint = Keys(known: ["path", "every", "size"], notYet: [])
  static let retry = Keys(known: ["times", "wait"], notYet: [])
  static let batch = Keys(known: ["events", "size", "wait"], notYet: [])
  static let rotate = Keys(known: ["size", "every"], notYet: [])

  static let test = Keys(
    known: [
      "name", "source", "now", "lookups", "event", "line", "at", "expect", "expect_failed",
      "expect_filtered", "expect_dropped",
    ], notYet: [])
  static let expectFailed = Keys(known: ["id", "class", "message"], notYet: [])

  struct Keys {
    let known: [String]
    let notYet: [String]
  }
}
