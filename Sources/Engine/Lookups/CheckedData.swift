import LookupKit
import PipelineConfig
import StageKit
import Synchronization

/// The data that was read to its last value, so that this is done once for each checksum.
final class CheckedData: Sendable {
  private let checksums = Mutex<[String]>([])

  /// More than there are lookups with two versions that come in turn; the oldest goes first.
  private static let limit = 64

  /// Reads all of a table unless that was done before; stops when `goesOn` says no.
  ///
  /// Errors: it is damaged, at which place.
  func check(
    _ table: any Lookup, _ lookup: LookupPlan, while goesOn: () -> Bool
  ) throws(Failure) {
    let checksum = table.description.checksum
    if let checksum, checksums.withLock({ $0.contains(checksum) }) { return }
    do throws(LookupError) { try table.verify(while: goesOn) } catch {
      throw Failure(.lookup, "'\(lookup.shownPath ?? lookup.name)' is \(error.message)")
    }
    guard let checksum else { return }
    checksums.withLock { checksums in
      if checksums.count >= CheckedData.limit { checksums.removeFirst() }
      checksums.append(checksum)
    }
  }
}
