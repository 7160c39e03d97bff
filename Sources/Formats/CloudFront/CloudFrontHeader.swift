import StageKit

/// What a `#Fields:` line says of the lines behind it.
final class CloudFrontHeader: DecodeContext, @unchecked Sendable {
  // Sendable: only `let`s.

  let layout: CloudFrontLayout
  let fieldCount: Int
  /// Why no line under this header can be read; nil when they can.
  let failure: Failure?

  /// What holds behind a line that begins with `#`: other lines than `#Fields:` change nothing.
  static func following(_ line: Bytes, _ context: DecodeContext?) -> DecodeContext? {
    line.hasPrefix("#Fields:") ? CloudFrontHeader(line.dropFirst(8)) : context
  }

  /// Reads names that are separated by blanks or tabs.
  private init(_ names: Bytes) {
    var layout = CloudFrontLayout()
    var count = 0
    var isStreaming = false
    var at = 0
    while at < names.count {
      var end = at
      while end < names.count, names[end] != 32, names[end] != 9 { end += 1 }
      if end > at {
        let name = names.slice(at, end)
        if count < FieldSplitter.capacity { layout.note(name, column: count) }
        if name.equalsFolded("x-event") || name.equalsFolded("x-cf-status") { isStreaming = true }
        count += 1
      }
      at = end + 1
    }
    self.layout = layout
    fieldCount = count
    failure = CloudFrontHeader.failure(layout, isStreaming: isStreaming)
  }

  private static func failure(_ layout: CloudFrontLayout, isStreaming: Bool) -> Failure? {
    if isStreaming { return CloudFrontFailures.streaming }
    let missing = layout.missing
    guard !missing.isEmpty else { return nil }
    let names = missing.map { "'\($0)'" }.joined(separator: ", ")
    return Failure(.parse, "the #Fields header of the log does not name \(names)")
  }
}
