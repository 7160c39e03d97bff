import FileSystem
import StageKit

/// A descriptor whose refusals are failures in words.
struct DescriptorOutput {
  private let descriptor: Descriptor
  /// `'out/x.tsv'`, `to stdout`.
  private let target: String
  private let patience: Patience

  init(_ descriptor: Descriptor, target: String, patience: Patience = .none) {
    self.descriptor = descriptor
    self.target = target
    self.patience = patience
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
      taken(UnsafeRawBufferPointer(rebasing: rest[..<result.taken]))
      guard let refusal = result.refusal else { return }
      let failure = failure(refusal.reason)
      guard refusal.mayPass, patience.wait(attempt, after: failure) else { throw failure }
      rest = UnsafeRawBufferPointer(rebasing: rest[result.taken...])
      attempt = result.taken > 0 ? 1 : attempt + 1
    }
  }

  func failure(_ reason: String) -> Failure { Failure(.sink, "cannot write \(target): \(reason)") }
}
