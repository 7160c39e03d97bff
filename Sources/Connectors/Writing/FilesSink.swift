import FileSystem
import Packing
public import StageKit

/// Writes one file, which gets its name when everything is in it.
///
/// Shape: bytes as they come, or packed by gzip or zstd; a path such as `/dev/stdout` or a named pipe
/// is written directly.
/// Errors: a target that cannot be made, or that the disk has no room for, ends the run; nothing
/// stands under the final name then.
/// Cost: packing goes on beside everything else, on the threads of the run.
public struct FilesSink: Sink {
  static let path = Option<String>(
    "path", "file to write; `{part}` stands for its number, `{run}` for the time",
    type: .pathTemplate)
  static let ifExists = Option<IfExists>(
    "if_exists", "what to do when there is a file already", default: .fail)
  static let compression = Option<Compression>(
    "compression", "`auto` packs when the path ends in `.gz` or `.zst`", default: .auto)
  static let level = Option<Int>.optional(
    "level", "effort of packing: 1 to 9 for gzip, else 6; 1 to 19 for zstd, else 3",
    type: .integer(1...19))
  static let mode = Option<FileMode>(
    "mode", "who may read the file: whom the umask allows, or only its owner", default: .public)
  static let successFile = Option<Bool>(
    "success_file", "whether `_SUCCESS` is made last in the folder of a run that has ended well",
    default: false)

  public static let spec = Spec(
    "files", "writes a file, packed or not", path, ifExists, compression, level, mode,
    successFile,
    notes: """
      Folders on the way are made. The file is written under a hidden name in its folder, brought to
      the disk and then named, so nobody sees half of it; a run that fails leaves the final name
      alone, and one that had trouble with an input puts no empty file in the place of another one.
      `if_exists: number` takes the first free one of `out.tsv.gz`, `out-2.tsv.gz`,
      `out-3.tsv.gz`. `{part}` counts from 1, one more for each part that `rotate` or a checkpoint
      ends; `{run}` is the time at which the run began, as `2026-11-21-23-12-24`. Pipes and devices are written
      directly.

      Rows are packed in pieces of 512 KiB (gzip) or 4 MiB (zstd), each a gzip member or a zstd frame
      of its own, as `gzip`, `zstd` and nearly all libraries read them one behind the other; packing
      takes place on all workers. The packed bytes depend on the rows and the options alone, not on
      the number of workers.

      Expressions in braces make a file for each text that they come to, such as
      `out/{date(collector_tstamp)}/events-{part}.tsv`; text stands before the first of them. `{part}` then
      counts the files of all of them together, in the order in which their first events came, so it is
      the same whatever the number of workers. At most `max_open` of them are open at once: one more
      closes the part of the one that was written to least lately, and its next event begins another part. An
      event fails, with class `expression`, for which an expression is null, or a text that is empty or
      holds `/`, `..` or a control character, or for which a name between two slashes gets longer than
      200 bytes. Each open file takes 256 KiB of memory, a packed one that of a piece.

      `success_file: true` needs a folder for each run, such as `good/run={run}/part-{part}.tsv`:
      when the run has ended well, `good/run=RUN/_SUCCESS` is the last name given there. A folder without
      it belongs to a run that goes on, was interrupted, or had trouble with an input.
      """,
    example: """
      use: files
      path: out/events-{part}.tsv.gz
      format: snowplow_tsv
      if_exists: number
      """)

  private let template: PathTemplate
  private let root: String
  private let settings: TargetSettings
  private let compression: Compression
  private let level: Int?
  private let hasSuccessFile: Bool

  public init(_ setup: Setup) throws(Findings) {
    do throws(PathTemplateProblem) {
      template = try PathTemplate(setup.template(FilesSink.path), of: setup[FilesSink.path])
    } catch {
      throw [setup.finding("path", "bad-value", error.message, help: error.help)]
    }
    root = String(setup.resolve("x").dropLast())
    if setup.makesParts, !template.hasPart, setup[FilesSink.ifExists] != .number {
      throw [
        setup.finding(
          "path", "bad-value", "'rotate' and 'checkpoint' make several files of one name",
          help: ["write '{part}' where their number is to stand, or 'if_exists: number'"])
      ]
    }
    if template.hasExpressions, !template.hasPart, setup[FilesSink.ifExists] != .number {
      throw [
        setup.finding(
          "path", "bad-value", "with expressions there may be several files of one name",
          help: [
            "write '{part}' where their number is to stand, or 'if_exists: number': of more values"
              + " than 'max_open' a file is closed before its last event"
          ])
      ]
    }
    hasSuccessFile = setup[FilesSink.successFile]
    if hasSuccessFile, template.inRunFolder(SuccessFile.name, run: "") == nil {
      throw [
        setup.finding(
          "success_file", "bad-value", "'success_file' needs a folder for each run in 'path'",
          help: ["write for instance 'path: out/run={run}/part-{part}.tsv'"])
      ]
    }
    settings = TargetSettings(policy: setup[FilesSink.ifExists].policy, mode: setup[FilesSink.mode])
    compression = setup[FilesSink.compression]
    level = setup[FilesSink.level]
    let format = compression.format(for: setup[FilesSink.path])
    if let level, let format, !format.levels.contains(level) {
      throw [
        setup.finding(
          "level", "bad-value", "\(format) has no level \(level)",
          help: ["it has \(format.levels.lowerBound) to \(format.levels.upperBound)"])
      ]
    }
  }

  public var isRepeatable: Bool { true }

  public func open(_ run: SinkRun) throws(Failure) -> any SinkWriter {
    StopSignals.ignore()
    if template.hasExpressions { return try openMany(run) }
    let first = target(run, run.firstPart)
    let packing = packing(first.shown, run)
    if let direct = try DirectTarget.open(first, run.pause) {
      guard !run.isCheckpointed else {
        throw Failure(.sink, "cannot keep a checkpoint for '\(first.shown)': it is no file")
      }
      return try DirectWriter(output(direct, first, run, packing), preamble: run.preamble)
    }
    return try PartWriter(run, try successFile(run)) { [self] number throws(Failure) in
      try part(target(run, number), run, packing)
    }
  }

  private func part(
    _ target: TargetPath, _ run: SinkRun, _ packing: PackingBench?
  ) throws(Failure) -> Part {
    let file = try PendingFile(target, settings, willMake: run.willMake)
    return Part(file, output(file.descriptor, target, run, packing, isNewFile: true))
  }

  /// What the parts are packed with; they share the pieces.
  private func packing(_ path: String, _ run: SinkRun, files: Int = 1) -> PackingBench? {
    compression.format(for: path).map {
      PackingBench(
        $0, level: level ?? $0.usualLevel, crew: run.crew, partSize: run.rotation.size,
        files: files)
    }
  }

  /// Makes the folder that all files share: what cannot be written is known before anything is read.
  private func openMany(_ run: SinkRun) throws(Failure) -> any SinkWriter {
    let folder = TargetPath(template.firstFolder + "/x", root: root)
    do throws(SystemError) {
      if !template.firstFolder.isEmpty { try Folder.make(folder.folder) }
    } catch {
      throw Failure(.sink, "cannot make the folder '\(folder.shownFolder)': \(error.reason)")
    }
    // Rendered without its expressions it ends as all its files do, unless they end it.
    let path = template.rendered(run: run.id, part: run.firstPart)
    let packing = packing(path, run, files: run.maxOpen)
    return ManyPartsWriter(run, try successFile(run)) { [self] name, number throws(Failure) in
      let path = PathTemplate.rendered(name, run: run.id, part: number)
      let target = TargetPath(path, root: root)
      try DirectTarget.refuse(target)
      return try part(target, run, packing)
    }
  }

  private func successFile(_ run: SinkRun) throws(Failure) -> SuccessFile? {
    guard hasSuccessFile, let path = template.inRunFolder(SuccessFile.name, run: run.id) else {
      return nil
    }
    return try SuccessFile(TargetPath(path, root: root), settings.mode)
  }

  private func target(_ run: SinkRun, _ part: Int) -> TargetPath {
    TargetPath(template.rendered(run: run.id, part: part), root: root)
  }

  private func output(
    _ descriptor: Descriptor, _ target: TargetPath, _ run: SinkRun, _ packing: PackingBench?,
    isNewFile: Bool = false
  ) -> any RowOutput {
    let output = DescriptorOutput(
      descriptor, target: "'\(target.shown)'", patience: run.patience, isNewFile: isNewFile)
    guard let packing else { return PlainOutput(output, capacity: Part.bufferSize) }
    return PackedOutput(output, packing)
  }
}
