import FileSystem
import StageKit

/// A descriptor whose refusals are failures in words.
struct DescriptorOutput {
  private let descriptor: Descriptor
  /// `'out/x.tsv'`, `to stdout`.
  private let target: String

  init(_ descriptor: Descriptor, target: String) {
    self.descriptor = descriptor
    self.target = target
  }

  /// Writes everything; `taken` hears of what the kernel took, of a part too.
  func write(
    _ bytes: UnsafeRawBufferPointer, taken: (UnsafeRawBufferPointer) -> Void = { _ in }
  ) throws(Failure) {
    let result = descriptor.writeAll(bytes)
    taken(UnsafeRawBufferPointer(rebasing: bytes[..<result.taken]))
    if let refusal = result.refusal { throw failure(refusal.reason) }
  }

  func failure(_ reason: String) -> Failure { Failure(.sink, "cannot write \(target): \(reason)") }
}
