/// A stretch of a source file, from its first character to just after its last.
///
/// Lines and columns count from 1; columns count characters (Unicode scalars) of the line, not
/// bytes. The value is four small numbers and a reference, cheap enough for every node of a tree.
public struct SourceSpan: Sendable {
  /// The file; nil for the command line.
  public let file: SourceFile?

  private let firstLine: Int32
  private let firstColumn: Int32
  private let lastLine: Int32
  private let lastColumn: Int32

  /// Makes a span whose end is exclusive: `endColumn` is the column after the last character.
  public init(file: SourceFile?, line: Int, column: Int, endLine: Int, endColumn: Int) {
    self.file = file
    self.firstLine = Int32(clamping: line)
    self.firstColumn = Int32(clamping: column)
    self.lastLine = Int32(clamping: endLine)
    self.lastColumn = Int32(clamping: endColumn)
  }

  /// Makes a span inside one line.
  public init(file: SourceFile?, line: Int, column: Int, length: Int = 1) {
    self.init(file: file, line: line, column: column, endLine: line, endColumn: column + length)
  }

  /// The line of the first character.
  public var line: Int { Int(firstLine) }

  /// The column of the first character.
  public var column: Int { Int(firstColumn) }

  /// The line of the last character.
  public var endLine: Int { Int(lastLine) }

  /// The column after the last character.
  public var endColumn: Int { Int(lastColumn) }

  /// The empty span at the first character of this one.
  public var start: SourceSpan {
    SourceSpan(file: file, line: line, column: column, length: 0)
  }

  /// The span from the start of this one to the end of another.
  public func through(_ other: SourceSpan) -> SourceSpan {
    SourceSpan(
      file: file, line: line, column: column, endLine: other.endLine, endColumn: other.endColumn)
  }
}

extension SourceSpan: Equatable {
  /// Whether both name the same stretch of the same file.
  public static func == (left: SourceSpan, right: SourceSpan) -> Bool {
    left.file === right.file && left.firstLine == right.firstLine
      && left.firstColumn == right.firstColumn && left.lastLine == right.lastLine
      && left.lastColumn == right.lastColumn
  }
}
