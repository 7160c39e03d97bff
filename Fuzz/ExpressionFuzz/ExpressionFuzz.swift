import CFuzzer
import StageKit

/// One input of libFuzzer: the text of an expression, or behind a zero byte that of a template.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzExpression(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = UnsafeBufferPointer(start: data, count: count)
  if bytes.first == 0 {
    ExpressionTrial.shared.render(String(decoding: bytes.dropFirst(), as: UTF8.self))
  } else {
    ExpressionTrial.shared.run(String(decoding: bytes, as: UTF8.self))
  }
  return 0
}
