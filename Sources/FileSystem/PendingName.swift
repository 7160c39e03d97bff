#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#endif

/// A finished file that only lacks its name.
public struct PendingName: Sendable, Equatable {
  /// What to do when the name is taken.
  public enum Policy: String, Sendable {
    case fail, replace, number
  }

  /// Numbers that are tried.
  package static let mostTries = 100_000

  /// The hidden path under which it stands, for system calls.
  package let temporary: String
  package let target: TargetPath
  package let policy: Policy
  /// In bytes.
  package let size: UInt64

  package init(_ temporary: String, as target: TargetPath, _ policy: Policy, size: UInt64) {
    self.temporary = temporary
    self.target = target
    self.policy = policy
    self.size = size
  }

  /// Gives the file its name; again and again if need be, as after a crash in the middle.
  ///
  /// Errors: `EEXIST` when the name is taken and the policy says `fail`; `ENOENT` when there is
  /// neither the file nor its name.
  package func give() throws(SystemError) {
    guard let file = FileStatus(temporary) else {
      // It was given before, or somebody has removed it.
      guard FileStatus(target.resolved) != nil else { throw SystemError(code: ENOENT) }
      return
    }
    switch policy {
    case .replace: guard rename(temporary, target.resolved) == 0 else { throw .last }
    case .fail:
      guard try take(target, file) else { throw SystemError(code: EEXIST) }
    case .number: try takeFreeNumber(file)
    }
    try Folder.sync(Folder.parent(of: target.resolved))
  }

  private func takeFreeNumber(_ file: FileStatus) throws(SystemError) {
    for number in 1...PendingName.mostTries {
      let candidate = target.numbered(number)
      guard !TargetClaims.isTaken(candidate) else { continue }
      if try take(candidate, file) { return }
    }
    throw SystemError(code: EEXIST)
  }

  /// False when another file has the name.
  private func take(_ candidate: TargetPath, _ file: FileStatus) throws(SystemError) -> Bool {
    if let other = FileStatus(candidate.resolved) {
      guard other == file else { return false }
      // A crash between the two names left both.
      unlink(temporary)
      return true
    }
    return try FileNaming.link(temporary, candidate.resolved)
  }
}
