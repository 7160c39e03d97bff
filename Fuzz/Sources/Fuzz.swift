import CFuzzer
import Glibc
import StageKit

/// The decoder that the environment names in `RICHLINE_DECODER`; only libFuzzer's one thread uses it.
nonisolated(unsafe) private let decoder: DecoderUnderFuzz = {
  let name = getenv("RICHLINE_DECODER").map { String(cString: $0) } ?? ""
  do throws(Findings) {
    if let decoder = try FuzzedDecoders.make(name) { return decoder }
  } catch {
    preconditionFailure("the options of a fuzzed decoder are wrong: \(error)")
  }
  preconditionFailure("'\(name)' is no decoder: \(FuzzedDecoders.names.joined(separator: ", "))")
}()

/// One input of libFuzzer: the lines of a block.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  guard let data, count > 0 else { return 0 }
  // A copy with exactly the slack that is promised, so that an address sanitizer sees what is
  // read behind it.
  let room = UnsafeMutablePointer<UInt8>.allocate(capacity: count + Bytes.slack)
  defer { room.deallocate() }
  room.update(from: data, count: count)
  (room + count).update(repeating: 0, count: Bytes.slack)
  decoder.run(Bytes(room, count))
  return 0
}
