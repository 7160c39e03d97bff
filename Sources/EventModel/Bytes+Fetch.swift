private import CKernels

extension Bytes {
  /// Bytes that `fetchBehind` fetches at most: the processor follows by itself then.
  private static let fetched = 4096

  /// Has as many bytes as these, which stand behind them, brought near while these are worked on.
  ///
  /// Cost: an instruction for 64 bytes; the bytes behind are not read, so there need not be any.
  @inline(__always)
  package func fetchBehind() {
    let size = min(count, Bytes.fetched)
    var ahead = 0
    while ahead < size {
      ck_fetch(end + ahead)
      ahead &+= 64
    }
  }
}
