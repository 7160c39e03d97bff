import FileSystem
public import StageKit

/// Reads files one after the other, packed by gzip or zstd or not; or follows them as they grow; or
/// takes them from a queue of folders.
///
/// Shape: patterns in the order of the pipeline file, the files of a pattern by the bytes of their
/// paths; a file that several patterns give is read once.
/// Errors: a pattern that matches nothing, or a folder that cannot be listed, fails the source; a
/// file that is missing or unreadable fails alone.
public struct FilesSource: Source {
  static let path = Option<[String]>.optional(
    "path", "files to read; `*`, `?`, `[a-z]` and `**` stand for names", type: .list(.path),
    alternative: "queue")
  static let follow = Option<Bool>(
    "follow", "whether to go on for ever with what is added to the files, and with new ones",
    default: false)
  static let start = Option<FollowSettings.Start>(
    "start", "where a first run begins in files that are there already; with `follow`",
    default: .beginning)
  static let rotateWait = Option<Int>(
    "rotate_wait", "how long a file that was put aside may still grow; with `follow`",
    default: 5000, type: .duration(0...3_600_000))
  static let queue = Option<TextMap>.optional(
    "queue", "`in`, `processing` and `archive`: folders through which files are moved",
    type: .map(.path))

  public static let spec = Spec(
    "files", "reads files, packed ones too; follows them, or takes them from a queue", path,
    follow, start, rotateWait, queue, notes: notes,
    example: """
      use: files
      path: [logs/*.gz, late/**/*.log]
      format: cloudfront
      """)

  private enum Kind {
    case list([PathPattern])
    case follow([PathPattern], FollowSettings)
    case queue(QueueFolders)
  }

  private let kind: Kind
  private let root: String

  public init(_ setup: Setup) throws(Findings) {
    root = String(setup.resolve("x").dropLast())
    let findings = FilesSource.contradictions(setup)
    guard findings.isEmpty else { throw findings }
    if let queue = setup[FilesSource.queue] {
      kind = .queue(try QueueFolders(queue, setup))
      return
    }
    let patterns = try FilesSource.patterns(setup)
    guard setup[FilesSource.follow] else {
      kind = .list(patterns)
      return
    }
    var settings = FollowSettings()
    settings.start = setup[FilesSource.start]
    settings.rotateWait = .milliseconds(setup[FilesSource.rotateWait])
    kind = .follow(patterns, settings)
  }

  private static func patterns(_ setup: Setup) throws(Findings) -> [PathPattern] {
    let texts = setup[FilesSource.path] ?? []
    for text in texts where text.isEmpty || text.utf8.contains(0) {
      let words = text.isEmpty ? "is empty" : "holds a zero byte"
      throw [setup.finding("path", "bad-value", "a path of '\(setup.id)' \(words)")]
    }
    guard !texts.isEmpty else {
      throw [setup.finding("path", "bad-value", "'path' lists no file")]
    }
    return texts.map(PathPattern.init)
  }

  /// What excludes one another.
  private static func contradictions(_ setup: Setup) -> Findings {
    var findings = Findings()
    let (follow, start) = (setup[FilesSource.follow], setup[FilesSource.start])
    if setup[FilesSource.queue] != nil {
      if setup[FilesSource.path] != nil {
        findings.append(
          setup.finding(
            "path", "contradiction", "'path' and 'queue' exclude each other",
            help: ["a queue takes all files of its folder 'in'"]))
      }
      if follow {
        findings.append(
          setup.finding(
            "follow", "contradiction", "'follow' and 'queue' exclude each other",
            help: ["files of a queue are whole when they come; run it again for the next ones"]))
      }
    }
    if !follow, start == .end {
      findings.append(
        setup.finding(
          "start", "contradiction", "'start: end' needs 'follow: true'",
          help: ["else nothing would be read"]))
    }
    return findings
  }

  public var isEndless: Bool { if case .follow = kind { true } else { false } }
  public var isRepeatable: Bool { true }

  public func feed(_ run: SourceRun) throws(Failure) -> any InputFeed {
    switch kind {
    case .list(let patterns): FileFeed(try files(patterns), after: run.past)
    case .follow(let patterns, let settings):
      FollowFeed(patterns, root: root, settings, run)
    case .queue(let folders): try QueueFeed(folders, root: root, run)
    }
  }

  public func inputs() throws(Failure) -> [any ByteInput] {
    guard case .list(let patterns) = kind else { return [] }
    return try files(patterns)
  }

  /// Nil when one of them cannot be found, or is no file.
  public var size: UInt64? {
    guard case .list(let patterns) = kind, let files = try? files(patterns) else { return nil }
    var sum: UInt64 = 0
    for file in files {
      guard let size = FileStatus.size(file.path.resolved(root: root)) else { return nil }
      sum += size
    }
    return sum
  }

  private func files(_ patterns: [PathPattern]) throws(Failure) -> [FileInput] {
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
