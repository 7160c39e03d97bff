import FileSystem
import StageKit

/// The empty file that is named last in the folder of a run.
final class SuccessFile {
  static let name = "_SUCCESS"

  private let target: TargetPath
  private let settings: TargetSettings
  private let claim: TargetClaims.Claim

  /// Errors: the folder cannot be made; another sink makes the same file.
  init(_ target: TargetPath, _ mode: FileMode) throws(Failure) {
    self.target = target
    settings = TargetSettings(policy: .replace, mode: mode)
    do throws(SystemError) { try Folder.make(target.folder) } catch {
      throw Failure(.sink, "cannot make the folder '\(target.shownFolder)': \(error.reason)")
    }
    claim = try PendingFile.claim(target)
  }

  deinit { TargetClaims.release(claim) }

  func make(_ run: SinkRun) throws(Failure) -> PendingFile {
    try PendingFile(target, settings, isClaimed: true, willMake: run.willMake)
  }
}
