import StageKit

/// Cuts the lines of logs of all kinds into fields, and knows which is which.
final class CloudFrontReader {
  /// The fields of the line read last.
  let fields = FieldSplitter()
  private(set) var header: CloudFrontHeader?

  private let dialect: CloudFrontDialect
  /// The header of inputs that have none.
  private let ownHeader: CloudFrontHeader?
  private let json = CloudFrontJSON()
  private let standard = CloudFrontLayout.standard
  private let short: CloudFrontLayout
  private let realTime = CloudFrontLayout.realTime
  private let all = CloudFrontLayout.all
  /// Of lines with as many fields as the header names, which nearly all have; 0 without a header.
  private var headerCount = 0
  private var headerLayout = CloudFrontLayout.standard
  private var shape = Shape.standard
  private var count = 0

  private enum Shape { case standard, header, realTime, all }

  init(_ dialect: CloudFrontDialect, _ ownHeader: CloudFrontHeader?) {
    self.dialect = dialect
    self.ownHeader = ownHeader
    var short = CloudFrontLayout.standard
    short.forwarded = CloudFrontLayout.none
    self.short = short
    use(ownHeader)
  }

  func begin(_ context: DecodeContext?) { use(context as? CloudFrontHeader ?? ownHeader) }

  private func use(_ header: CloudFrontHeader?) {
    self.header = header
    guard let header, header.failure == nil else {
      headerCount = 0
      return
    }
    headerCount = header.fieldCount
    headerLayout = header.layout
  }

  /// Whether a line is no record; then what it says is noted.
  func takesAsHeader(_ line: Bytes) -> Bool {
    guard line.count > 0, line[0] == 35 else { return false }
    if dialect == .snowplow { return line.hasPrefix("#Version:") || line.hasPrefix("#Fields:") }
    use(CloudFrontHeader.following(line, header) as? CloudFrontHeader)
    return true
  }

  /// Cuts a line; gives where its fields stand, less those that it does not have.
  ///
  /// Shape: `isCut`: the engine took a carriage return from its end.
  func layout(
    of line: Bytes, isCut: Bool, _ arena: Arena
  ) throws(Failure) -> CloudFrontLayout {
    if dialect == .snowplow { return try exactLayout(of: line, isCut: isCut, arena) }
    if line.count > 0, line[0] == 123 {
      shape = .all
      count = fields.split(try json.line(line, arena))
      return all
    }
    count = fields.split(line)
    if count == headerCount {
      shape = .header
      return headerLayout
    }
    if let header { return try layout(header, line, arena) }
    return try headless(line, arena)
  }

  /// Cuts a line at its tabs and takes it for one of the standard log; gives the number of fields.
  func cut(_ line: Bytes) -> Int {
    shape = .standard
    count = fields.split(line)
    return count
  }

  /// The order of a line of the standard log with at least 12 fields, less those that it lacks.
  func standardLayout(_ count: Int) -> CloudFrontLayout { count < 23 ? short : standard }

  /// A field of the line read last; nil when it is empty, `-`, or not there.
  @inline(__always)
  func value(at column: Int) -> Bytes? {
    guard column != CloudFrontLayout.none else { return nil }
    let field = fields[column]
    return field.isEmpty || (field.count == 1 && field[0] == 45) ? nil : field
  }

  /// The same by name, for fields that pixel requests do without.
  func value(_ field: CloudFrontField) -> Bytes? {
    raw(field).flatMap { $0.isEmpty || $0 == "-" ? nil : $0 }
  }

  /// The text of a field as it stands; nil when the line does not hold it.
  func raw(_ field: CloudFrontField) -> Bytes? {
    let columns: CloudFrontColumns
    switch shape {
    case .standard: columns = .standard
    case .realTime: columns = .realTime
    case .all: columns = .all
    case .header: columns = header?.columns ?? .standard
    }
    let column = columns[field]
    return column == CloudFrontColumns.none || column >= count ? nil : fields[column]
  }

  // MARK: tolerant

  private func layout(
    _ header: CloudFrontHeader, _ line: Bytes, _ arena: Arena
  ) throws(Failure) -> CloudFrontLayout {
    if let failure = header.failure { throw failure }
    shape = .header
    if count == header.fieldCount { return header.layout }
    if count == header.fieldCount + 1, isTabLast(line) { return header.layout }
    if count == 1 || count < header.fieldCount {
      let spaced = SpacedLine(line, arena: arena)
      if spaced.fieldCount == header.fieldCount {
        count = fields.split(spaced.text)
        return header.layout
      }
    }
    throw CloudFrontFailures.unknownLayout
  }

  private func headless(_ line: Bytes, _ arena: Arena) throws(Failure) -> CloudFrontLayout {
    if !CloudFrontReader.isStandard(count), isTabLast(line) { count -= 1 }
    if EpochText.looksLikeSeconds(fields[0]) {
      guard count >= CloudFrontField.realTimeCount else {
        throw CloudFrontFailures.realTime(count)
      }
      shape = .realTime
      return realTime
    }
    shape = .standard
    if CloudFrontReader.isStandard(count) { return standardLayout(count) }
    if count < 12 { return try spacedLayout(line, arena) }
    if !isGet, count != 17 { throw CloudFrontFailures.method }
    throw count == 17 ? CloudFrontFailures.streaming : CloudFrontFailures.unknownLayout
  }

  private func spacedLayout(_ line: Bytes, _ arena: Arena) throws(Failure) -> CloudFrontLayout {
    let spaced = SpacedLine(line, arena: arena)
    guard !spaced.hasMargin, CloudFrontReader.isStandard(spaced.fieldCount) else {
      throw CloudFrontFailures.unknownLayout
    }
    count = fields.split(spaced.text)
    return standardLayout(count)
  }

  private static func isStandard(_ count: Int) -> Bool {
    count >= 23 || count == 12 || count == 15 || count == 18 || count == 19
  }

  private func isTabLast(_ line: Bytes) -> Bool { line.count > 0 && line[line.count - 1] == 9 }

  /// Whether the request of a line in the standard order is one that may count.
  private var isGet: Bool { fields[standard.method].equalsFolded("get") }

  // MARK: exact

  /// Source: fact sheet 6.4, "Fields" and "Layout since".
  private func exactLayout(
    of line: Bytes, isCut: Bool, _ arena: Arena
  ) throws(Failure) -> CloudFrontLayout {
    shape = .standard
    var spaced = SpacedLine(line, arena: arena)
    count = fields.split(spaced.text)
    guard count >= 12, !spaced.hasMargin else { throw CloudFrontFailures.unknownLayout }
    let isGet = isGet
    let takes = { (count: Int) in
      CloudFrontReader.isStandard(count) && (count >= 23 || !spaced.hasTail)
    }
    if !takes(count), spaced.hasGap, takes(count + 1) {
      spaced = SpacedLine(line, emptyCookie: true, arena: arena)
      count = fields.split(spaced.text)
    }
    guard takes(count), !isCut else {
      throw isGet ? CloudFrontFailures.unknownLayout : CloudFrontFailures.method
    }
    return standardLayout(count)
  }
}
