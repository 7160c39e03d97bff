import FileSystem
import StageKit

/// A descriptor whose refusals are failures in words.
///
/// Shape: what is written to a new file goes on to the disk while more is made; else a run, and each
/// checkpoint, would wait at its end for all of it.
final class DescriptorOutput {
  /// Bytes after which the kernel is told to bring them to the disk: few calls, and little left at
  /// the end.
  static let syncStep = 8 * 1024 * 1024

  private let descriptor: Descriptor
  /// `'out/x.tsv'`, `to stdout`.
  private let target: String
  private let patience: Patience
  private let isNewFile: Bool
  private var written = 0
  private var begun = 0

  /// `isNewFile`: the first byte is the first of a file.
  init(
    _ descriptor: Descriptor, target: String, patience: Patience = .none, isNewFile: Bool = false
  ) {
    self.descriptor = descriptor
    self.target = target
    self.patience = patience
    self.isNewFile = isNewFile
  }

  /// Writes everything; `taken` hears of what the kernel took, of a part too. A disk that is full
  /// may have room again later.
  func write(
    _ bytes: UnsafeRawBufferPointer, taken: (UnsafeRawBufferPointer) -> Void = { _ in }
  ) throws(Failure) {
    var rest = bytes
    var attempt = 1
    while true {
      let result = descriptor.writeAll(rest)
      note(result.taken)
      taken(UnsafeRawBufferPointer(rebasing: rest[..<result.taken]))
      guard let refusal = result.refusal else { return }
      let failure = failure(refusal.reason)
      guard refusal.mayPass, patience.wait(attempt, after: failure) else { throw failure }
      rest = UnsafeRawBufferPointer(rebasing: rest[result.taken...])
      attempt = result.taken > 0 ? 1 : attempt + 1
    }
  }

  private func note(_ count: Int) {
    written += count
    guard isNewFile, written - begun >= DescriptorOutput.syncStep else { return }
    descriptor.beginSync(from: begun, count: written - begun)
    begun = written
  }

  func failure(_ reason: String) -> Failure { Failure(.sink, "cannot write \(target): \(reason)") }
}
