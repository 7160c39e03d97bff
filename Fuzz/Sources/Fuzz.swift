import CFuzzer
import StageKit

/// One input of libFuzzer: the first byte says which decoder, the rest are the lines of a block.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  guard let data, count > 1 else { return 0 }
  let decoders = DecoderUnderFuzz.all
  let decoder = decoders[Int(data[0]) % decoders.count]
  // A copy with exactly the slack that is promised, so that an address sanitizer sees what is
  // read behind it.
  let room = UnsafeMutablePointer<UInt8>.allocate(capacity: count - 1 + Bytes.slack)
  defer { room.deallocate() }
  room.update(from: data + 1, count: count - 1)
  (room + count - 1).update(repeating: 0, count: Bytes.slack)
  decoder.run(Bytes(room, count - 1))
  return 0
}
