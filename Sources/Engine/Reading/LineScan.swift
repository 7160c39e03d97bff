import CKernels
import EventModel
import StageKit

/// What the framer must know of a block: how many lines it has, and which of them change decoding.
struct LineScan {
  private(set) var lines = 0
  private(set) var context: DecodeContext?
  /// Where the last line end is; nil without one.
  static func lastLineEnd(_ bytes: Bytes) -> Int? { bytes.lastIndex(of: 10) }

  /// Scans whole lines; `context` is in force before them.
  init(_ bytes: Bytes, format: any InputFormat, context: DecodeContext?) {
    self.context = context
    if context == nil, format.hasHeading { scanHeading(bytes, format) }
    let marker = format.marker
    var isLineStart: UInt64 = 1
    var place = 0
    while place < bytes.count {
      var mask = ck_equal64(bytes.start + place, 10)
      let left = bytes.count - place
      let valid: UInt64 = left >= 64 ? ~0 : (1 &<< UInt64(left)) &- 1
      mask &= valid
      lines += mask.nonzeroBitCount
      if let marker {
        var starts = (mask &<< 1 | isLineStart) & ck_equal64(bytes.start + place, marker) & valid
        while starts != 0 {
          scanLine(bytes, from: place + starts.trailingZeroBitCount, format)
          starts &= starts &- 1
        }
      }
      isLineStart = mask &>> 63
      place += 64
    }
    if let last = bytes.count > 0 ? bytes[bytes.count - 1] : nil, last != 10 { lines += 1 }
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

  private mutating func scanLine(_ bytes: Bytes, from: Int, _ format: any InputFormat) {
    let end = bytes.firstIndex(of: 10, from: from) ?? bytes.count
    context = format.scan(Line.content(bytes.slice(from, end)), context)
  }
}

/// Lines as decoders see them.
enum Line {
  /// A line without the carriage return of CRLF.
  static func content(_ line: Bytes) -> Bytes {
    line.count > 0 && line[line.count - 1] == 13 ? line.dropLast(1) : line
  }
}
