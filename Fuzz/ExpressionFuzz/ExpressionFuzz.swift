import CFuzzer
import StageKit

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

// Only libFuzzer's one thread comes here.
private nonisolated(unsafe) let trial = Result { () throws(LookupError) in try ExpressionTrial() }

/// One input of libFuzzer: the text of an expression, or behind a zero byte that of a template.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzExpression(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = UnsafeBufferPointer(start: data, count: count)
  switch trial {
  case .success(let trial) where bytes.first == 0:
    trial.render(String(decoding: bytes.dropFirst(), as: UTF8.self))
  case .success(let trial): trial.run(String(decoding: bytes, as: UTF8.self))
  case .failure(let error):
    print(error.message)
    fflush(nil)
    abort()
  }
  return 0
}
