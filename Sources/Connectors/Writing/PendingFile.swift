import FileSystem
import StageKit
import Synchronization

#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#endif

/// A file that is written under a hidden name and gets its final one at the end.
///
/// Shape: `publish` or `discard` ends it; without any it is discarded, unless it is kept. Never
/// overwrites what another run has made meanwhile, `if_exists: replace` apart.
final class PendingFile {
  let descriptor: Descriptor
  private let target: TargetPath
  private let policy: PendingName.Policy
  private let temporary: String
  private var claim: TargetClaims.Claim?
  private var pending: PendingName?

  /// `isClaimed`: whoever makes it has the name already.
  ///
  /// Errors: there is such a file and `if_exists` says `fail`; another sink writes it; the folder
  /// or the file cannot be made.
  init(
    _ target: TargetPath, _ settings: TargetSettings, isClaimed: Bool = false,
    willMake: (String) throws(Failure) -> Void = { _ throws(Failure) in }
  ) throws(Failure) {
    self.target = target
    policy = settings.policy
    do throws(SystemError) { try Folder.make(target.folder.isEmpty ? "./" : target.folder) } catch {
      throw Failure(.sink, "cannot make the folder '\(target.shownFolder)': \(error.reason)")
    }
    if policy == .fail { try PendingFile.checkAbsence(target) }
    let claim = policy == .number || isClaimed ? nil : try PendingFile.claim(target)
    do throws(Failure) {
      (descriptor, temporary) = try PendingFile.create(target, settings.mode, willMake)
    } catch {
      if let claim { TargetClaims.release(claim) }
      throw error
    }
    self.claim = claim
  }

  deinit { discard() }

  /// Whether it is to take the place of a file that is there.
  var replaces: Bool { policy == .replace && FileStatus(target.resolved) != nil }

  private static let counter = Atomic<Int>(0)

  static func claim(_ target: TargetPath) throws(Failure) -> TargetClaims.Claim {
    let claim: TargetClaims.Claim
    do throws(SystemError) { claim = try TargetClaims.Claim(target) } catch {
      throw Failure(.sink, "cannot open '\(target.shown)': \(error.reason)")
    }
    guard TargetClaims.take(claim) else {
      throw Failure(.sink, "'\(target.shown)' is written by another sink already")
    }
    return claim
  }

  private static func create(
    _ target: TargetPath, _ mode: FileMode, _ willMake: (String) throws(Failure) -> Void
  ) throws(Failure) -> (Descriptor, String) {
    var refusal = SystemError(code: EEXIST)
    for _ in 1..<PendingName.mostTries {
      let number = counter.wrappingAdd(1, ordering: .relaxed).newValue
      let path = target.temporary(process: getpid(), counter: number)
      try willMake(path)
      do throws(SystemError) {
        return (try Descriptor.create(path, mode: mode.bits), path)
      } catch {
        refusal = error
        if error.code != EEXIST { break }
      }
    }
    throw Failure(.sink, "cannot create '\(target.shown)': \(refusal.reason)")
  }

  private static func checkAbsence(_ target: TargetPath) throws(Failure) {
    let isTaken: Bool
    do throws(SystemError) { isTaken = try FileKind.isTaken(target.resolved) } catch {
      throw Failure(.sink, "cannot create '\(target.shown)': \(error.reason)")
    }
    if isTaken { throw existsAlready(target) }
  }

  private static func existsAlready(_ target: TargetPath) -> Failure {
    Failure(
      .sink,
      "'\(target.shown)' exists already; 'if_exists: replace' or 'if_exists: number' would write")
  }

  /// Brings the bytes to the disk; afterwards only the name is missing.
  func complete() throws(Failure) -> PendingName {
    if let pending { return pending }
    if policy == .fail { try PendingFile.checkAbsence(target) }
    let size = FileStatus.of(descriptor)?.size ?? 0
    do throws(SystemError) {
      try descriptor.sync()
      try descriptor.finish()
    } catch {
      throw Failure(.sink, "cannot write '\(target.shown)': \(error.reason)")
    }
    let pending = PendingName(temporary, as: target, policy, size: size)
    self.pending = pending
    return pending
  }

  /// Gives the file its final name.
  func publish() throws(Failure) {
    guard let pending else { return }
    do throws(SystemError) { try pending.give() } catch {
      if policy == .fail, error.code == EEXIST { throw PendingFile.existsAlready(target) }
      throw Failure(.sink, "cannot name '\(target.shown)': \(error.reason)")
    }
    self.pending = nil
    keep()
  }

  /// Removes the hidden file; does nothing once the file is published.
  func discard() {
    guard !isKept else { return }
    descriptor.release()
    unlink(temporary)
    keep()
  }

  /// Leaves the hidden file where it is, whatever becomes of the run.
  func keep() {
    isKept = true
    if let claim { TargetClaims.release(claim) }
    claim = nil
  }

  private var isKept = false
}
