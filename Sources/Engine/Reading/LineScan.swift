import EventModel
import StageKit

/// What the framer must know of a block: how many lines it has, and which of them change decoding.
struct LineScan {
  private(set) var lines = 0
  private(set) var context: DecodeContext?
  /// Where the last line end is; nil without one.
  static func lastLineEnd(_ bytes: Bytes) -> Int? { bytes.lastIndex(of: 10) }

  /// Scans whole lines; `context` is in force before them.
  ///
  /// Cost: one search for each line end, with the widest registers that the machine has.
  init(_ bytes: Bytes, format: any InputFormat, context: DecodeContext?) {
    self.context = context
    if context == nil, format.hasHeading { scanHeading(bytes, format) }
    let marker = format.marker
    var start = 0
    while start < bytes.count {
      let end = bytes.firstIndex(of: 10, from: start) ?? bytes.count
      lines &+= 1
      if bytes[start] == marker {
        self.context = format.scan(Line.content(bytes.slice(start, end)), self.context)
      }
      start = end &+ 1
    }
  }

  /// The heading is the first line that is not blank.
  private mutating func scanHeading(_ bytes: Bytes, _ format: any InputFormat) {
    var from = 0
    while from < bytes.count {
      let end = bytes.firstIndex(of: 10, from: from) ?? bytes.count
      let line = Line.content(bytes.slice(from, end))
      if !line.isEmpty {
        context = format.scan(line, nil)
        return
      }
      from = end + 1
    }
  }
}

/// Lines as decoders see them.
enum Line {
  /// A line without the carriage return of CRLF.
  static func content(_ line: Bytes) -> Bytes {
    line.count > 0 && line[line.count - 1] == 13 ? line.dropLast(1) : line
  }
}
