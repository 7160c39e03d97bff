import StageKit

/// What a `#Fields:` line, or the option `columns`, says of the lines behind it.
final class CloudFrontHeader: DecodeContext, @unchecked Sendable {
  // Sendable: only `let`s.

  let columns: CloudFrontColumns
  let layout: CloudFrontLayout
  let fieldCount: Int
  /// Names without which no line can be read, and that are not there.
  let missing: [String]
  /// Why no line under this header can be read; nil when they can.
  let failure: Failure?

  /// What holds behind a line that begins with `#`: other lines than `#Fields:` change nothing.
  static func following(_ line: Bytes, _ context: DecodeContext?) -> DecodeContext? {
    line.hasPrefix("#Fields:")
      ? CloudFrontHeader(names(line.dropFirst(8)), line: line.string) : context
  }

  /// A header of names in order, and the line that holds them.
  init(_ names: [Bytes], line: String = "") {
    var columns = CloudFrontColumns(names.map(CloudFrontField.named))
    if columns.isRealTime, names.contains(where: { $0.equalsFolded("cs-host") }) {
      columns.swapHosts()
    }
    let missing = columns.missing.map(\.name.string)
    let isStreaming = names.contains {
      $0.equalsFolded("x-event") || $0.equalsFolded("x-cf-status")
    }
    self.columns = columns
    self.missing = missing
    layout = CloudFrontLayout(columns)
    fieldCount = names.count
    failure =
      isStreaming
      ? CloudFrontFailures.streaming
      : missing.isEmpty ? nil : CloudFrontFailures.missing(missing)
    super.init(line: line)
  }

  /// Names that are separated by blanks or tabs.
  private static func names(_ line: Bytes) -> [Bytes] {
    var names: [Bytes] = []
    var at = 0
    while at < line.count {
      var end = at
      while end < line.count, line[end] != 32, line[end] != 9 { end += 1 }
      if end > at { names.append(line.slice(at, end)) }
      at = end + 1
    }
    return names
  }
}
