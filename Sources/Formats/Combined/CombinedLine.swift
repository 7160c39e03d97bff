import StageKit

/// The fields of one line of a web server's log, as they stand between blanks, brackets and quotes.
struct CombinedLine {
  var host = Bytes.empty
  var ident = Bytes.empty
  var user = Bytes.empty
  var time = Bytes.empty
  var request = Bytes.empty
  var status = Bytes.empty
  var size = Bytes.empty
  /// Empty in the common log format, which ends before it.
  var referer = Bytes.empty
  var agent = Bytes.empty

  init() {}

  /// Cuts a line.
  ///
  /// Errors: class `parse` when a field is missing or a quote does not end.
  init(_ line: Bytes) throws(Failure) {
    var cursor = CombinedCursor(line)
    host = try cursor.word("host")
    ident = try cursor.word("identity")
    user = try cursor.user()
    time = try cursor.time()
    request = try cursor.quoted("request")
    status = try cursor.word("status")
    size = try cursor.word("size")
    if cursor.isAtEnd { return }
    referer = try cursor.quoted("referer")
    if cursor.isAtEnd { return }
    agent = try cursor.quoted("user agent")
    try cursor.skipRest()
  }
}
