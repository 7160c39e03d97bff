public import StageKit

/// Reads files one after the other, packed by gzip or not.
///
/// Shape: patterns in the order of the pipeline file, the files of a pattern by the bytes of their
/// paths; a file that several patterns give is read once.
/// Errors: a pattern that matches nothing, or a folder that cannot be listed, fails the source; a
/// file that is missing or unreadable fails alone.
public struct FilesSource: Source {
  static let path = Option<[String]>(
    "path", "files to read; `*`, `?`, `[a-z]` and `**` stand for names", type: .list(.path))

  public static let spec = Spec(
    "files", "reads files, packed by gzip or not", path,
    notes: """
      The files of a pattern are read in the order of the bytes of their paths, and each file once.
      `*`, `?` and `[…]` stand for characters of one name, `**` for any number of folders; hidden
      names need a dot in the pattern; `\\` makes `*`, `?` and `[` plain characters. A pattern
      passes folders over. gzip is known by its first two bytes (`1f 8b`), whatever the name;
      several members one behind the other are one file.
      """,
    example: """
      use: files
      path: [logs/*.gz, late/**/*.log]
      format: cloudfront
      """)

  private let patterns: [PathPattern]
  private let root: String

  public init(_ setup: Setup) throws(Findings) {
    let texts = setup[FilesSource.path]
    for text in texts where text.isEmpty || text.utf8.contains(0) {
      let words = text.isEmpty ? "is empty" : "holds a zero byte"
      throw [setup.finding("path", "bad-value", "a path of '\(setup.id)' \(words)")]
    }
    guard !texts.isEmpty else {
      throw [setup.finding("path", "bad-value", "'path' lists no file")]
    }
    patterns = texts.map(PathPattern.init)
    root = String(setup.resolve("x").dropLast())
  }

  public var isEndless: Bool { false }
  public var isRepeatable: Bool { true }

  public func feed(after past: [InputMark]) throws(Failure) -> any InputFeed {
    FileFeed(try files(), after: past)
  }

  public func inputs() throws(Failure) -> [any ByteInput] { try files() }

  /// Nil when one of them cannot be found, or is no file.
  public var size: UInt64? {
    guard let files = try? files() else { return nil }
    var sum: UInt64 = 0
    for file in files {
      guard let size = FileStatus.size(file.path.resolved(root: root)) else { return nil }
      sum += size
    }
    return sum
  }

  private func files() throws(Failure) -> [FileInput] {
    var seen: Set<[UInt8]> = []
    var inputs: [FileInput] = []
    for pattern in patterns {
      for path in try pattern.files(root: root) where seen.insert(path.normalized).inserted {
        inputs.append(FileInput(path: path, root: root))
      }
    }
    return inputs
  }
}
