import Foundation
import Testing

@testable import LookupKit

@Suite struct `a file at rest` {
  /// Seconds and nanoseconds from the last change to now.
  @Test(arguments: [
    (0, 0, false), (0, FileSnapshot.restNanoseconds - 1, false),
    (0, FileSnapshot.restNanoseconds, true), (1, -999_999_999, false), (1, 0, true), (60, 0, true),
    // Times to come are those of another clock.
    (0, -1, true), (-1, 999_999_999, true), (-60, 0, true),
  ])
  func `was left alone for two ticks of the kernel's clock`(
    seconds: Int, nanoseconds: Int, isAtRest: Bool
  ) {
    var found = stat()
    found.st_mode = S_IFREG
    found.st_ctim = timespec(tv_sec: 1_000, tv_nsec: 999_999_999)
    let now = timespec(
      tv_sec: 1_000 + seconds, tv_nsec: found.st_ctim.tv_nsec + nanoseconds)
    #expect(FileSnapshot.isAtRest(found, at: now) == isAtRest)
    found.st_mode = S_IFIFO
    #expect(FileSnapshot.isAtRest(found, at: now))
  }
}
