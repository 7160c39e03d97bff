import StageKit
import Synchronization

#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#endif

/// A file that is written under a hidden name and gets its final one at the end.
///
/// Shape: one of `publish` and `discard` ends it; without either it is discarded. Never overwrites
/// what another run has made meanwhile, `if_exists: replace` apart.
final class PendingFile {
  /// Numbers that `if_exists: number` tries, and hidden names left by runs that were killed.
  static let mostTries = 100_000

  let descriptor: Descriptor
  private let target: TargetPath
  private let ifExists: IfExists
  private let folder: TargetFolder
  private let temporary: String
  private var claim: TargetClaims.Claim?

  /// Errors: there is such a file and `if_exists` says `fail`; another sink writes it; the folder
  /// or the file cannot be made.
  init(_ target: TargetPath, _ settings: TargetSettings) throws(Failure) {
    self.target = target
    ifExists = settings.ifExists
    folder = try TargetFolder(of: target)
    if ifExists == .fail { try PendingFile.checkAbsence(target) }
    let claim = folder.claim(target)
    if ifExists != .number, !TargetClaims.take(claim) {
      throw Failure(.sink, "'\(target.shown)' is written by another sink already")
    }
    do throws(SystemError) {
      (descriptor, temporary) = try PendingFile.create(target, settings.mode)
    } catch {
      if ifExists != .number { TargetClaims.release(claim) }
      throw Failure(.sink, "cannot create '\(target.shown)': \(error.reason)")
    }
    self.claim = ifExists == .number ? nil : claim
  }

  deinit { discard() }

  private static let counter = Atomic<Int>(0)

  private static func create(
    _ target: TargetPath, _ mode: FileMode
  ) throws(SystemError) -> (Descriptor, String) {
    for _ in 1..<mostTries {
      let number = counter.wrappingAdd(1, ordering: .relaxed).newValue
      let path = target.temporary(process: getpid(), counter: number)
      do throws(SystemError) {
        return (try Descriptor.create(path, mode: mode.bits), path)
      } catch {
        guard error.code == EEXIST else { throw error }
      }
    }
    throw SystemError(code: EEXIST)
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
  func complete() throws(Failure) {
    if ifExists == .fail { try PendingFile.checkAbsence(target) }
    do throws(SystemError) {
      try descriptor.sync()
      try descriptor.finish()
    } catch {
      throw Failure(.sink, "cannot write '\(target.shown)': \(error.reason)")
    }
  }

  /// Gives the file its final name.
  func publish() throws(Failure) {
    guard !isOver else { return }
    do throws(SystemError) {
      switch ifExists {
      case .replace: try replace()
      case .fail:
        guard try FileNaming.link(temporary, target.resolved) else {
          throw SystemError(code: EEXIST)
        }
      case .number: try takeFreeNumber()
      }
      end()
      try folder.sync()
    } catch {
      if ifExists == .fail, error.code == EEXIST { throw PendingFile.existsAlready(target) }
      throw Failure(.sink, "cannot name '\(target.shown)': \(error.reason)")
    }
  }

  private func replace() throws(SystemError) {
    guard rename(temporary, target.resolved) == 0 else { throw .last }
  }

  private func takeFreeNumber() throws(SystemError) {
    for number in 1...PendingFile.mostTries {
      let candidate = target.numbered(number)
      guard !TargetClaims.isTaken(folder.claim(candidate)) else { continue }
      if try FileNaming.link(temporary, candidate.resolved) { return }
    }
    throw SystemError(code: EEXIST)
  }

  /// Removes the hidden file; does nothing once the file is published.
  func discard() {
    guard !isOver else { return }
    descriptor.release()
    unlink(temporary)
    end()
  }

  private var isOver = false

  private func end() {
    isOver = true
    if let claim { TargetClaims.release(claim) }
    claim = nil
  }
}
