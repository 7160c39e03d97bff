#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#endif

/// A pipeline file that was read and checked.
public struct Pipeline: Sendable {
  /// What a run does, with everything found and counted that the file names.
  public let plan: Plan
  /// Notes and warnings; no errors.
  public let findings: Findings
  /// What takes from what.
  public let graph: PipelineGraph

  /// Reads and checks a file.
  ///
  /// Errors: everything that is wrong with the file, with places.
  public init(
    path: String, registry: Registry = Catalog.registry, for purpose: Purpose = .run,
    in surroundings: Surroundings = Surroundings()
  ) throws(Findings) {
    let source = try Pipeline.source(at: path)
    try self.init(
      source, registry: registry, folder: Pipeline.folder(of: path), for: purpose,
      in: surroundings)
  }

  /// Checks a pipeline that stands in memory; `folder` is where its relative paths belong, `tests` a
  /// file with more of its tests.
  public init(
    _ source: SourceFile, registry: Registry = Catalog.registry, folder: String = ".",
    for purpose: Purpose = .run, in surroundings: Surroundings = Surroundings(),
    tests: SourceFile? = nil
  ) throws(Findings) {
    let result = Checker.check(
      source, registry: registry, folder: folder, for: purpose, in: surroundings, tests: tests)
    guard let plan = result.plan, let graph = result.graph else { throw result.findings }
    self.plan = plan
    self.graph = graph
    findings = result.findings
  }

  /// Opens the lookups and runs to the end.
  ///
  /// Errors: lookups that cannot be opened, at the places where they are declared.
  public func run(
    settings: RunSettings = RunSettings(), control: RunControl = RunControl()
  ) throws(Findings) -> RunOutcome {
    try Run(plan, settings: settings, control: control) { SystemClock.milliseconds }.run()
  }

  /// Tries failed events again; the pipeline was read for `Purpose.replay`.
  ///
  /// Errors: as `run`.
  public func replay(
    choosing choice: ReplayChoice = ReplayChoice(), settings: RunSettings = RunSettings(),
    control: RunControl = RunControl()
  ) throws(Findings) -> RunOutcome {
    let replay = Replay(plan, choosing: choice)
    let run = try Run(replay.plan, settings: settings, control: control) {
      SystemClock.milliseconds
    }
    return replay.outcome(of: run.run())
  }

  /// Opens the lookups that are on this machine and lets the stages judge them, to find out whether
  /// a run could begin.
  ///
  /// Errors: what a run would stop at. Gives what it would only warn of, or would download first.
  public func openLookups() throws(Findings) -> Findings {
    try plan.checkLookups(now: SystemClock.milliseconds)
  }

  /// Looks at the lookups that are on this machine without loading them: headers, and ages where the
  /// file limits them.
  ///
  /// Errors: what a run would stop at. Gives what it would only warn of, or would download first.
  public func glanceAtLookups() throws(Findings) -> Findings {
    try plan.glanceAtLookups(now: SystemClock.milliseconds)
  }

  /// The text of a pipeline file.
  ///
  /// Errors: one finding without a place when it cannot be read.
  public static func source(at path: String) throws(Findings) -> SourceFile {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw unreadable(path) }
    defer { close(file) }
    return try source(of: file, path)
  }

  /// The text that stands on standard input; messages call it `name`.
  ///
  /// Errors: as `source(at:)`.
  public static func standardInput(name: String) throws(Findings) -> SourceFile {
    try source(of: 0, name)
  }

  private static func source(of file: Int32, _ path: String) throws(Findings) -> SourceFile {
    var bytes: [UInt8] = []
    var room = [UInt8](repeating: 0, count: 64 * 1024)
    while true {
      let count = room.withUnsafeMutableBytes { read(file, $0.baseAddress, $0.count) }
      if count < 0 { throw unreadable(path) }
      if count == 0 { return SourceFile(name: path, bytes: bytes) }
      bytes += room[0..<count]
      guard bytes.count <= Pipeline.sizeLimit else {
        throw [
          Finding(
            .error, "unreadable", at: nil,
            "'\(path)' is larger than a pipeline file can be (1 MiB)",
            help: [])
        ]
      }
    }
  }

  /// What the reader of the language takes at most.
  private static let sizeLimit = 1024 * 1024

  private static func unreadable(_ path: String) -> Findings {
    let reason = String(cString: strerror(errno)).lowercased()
    return [Finding(.error, "unreadable", at: nil, "cannot read '\(path)': \(reason)", help: [])]
  }

  /// The folder to which the relative paths of a file belong.
  public static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }
}
