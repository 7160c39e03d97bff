import CFuzzer
import PipelineTrial
import StandardCatalog

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Whether inputs are checked as pipelines, or read as YAML only.
private let checks = getenv("RICHLINE_FUZZED").map { String(cString: $0) } == "pipelines"

/// One input of libFuzzer: a file.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzPipeline(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: data, count: count))
  let problem =
    checks ? PipelineTrial.check(bytes, Catalog.registry) : PipelineTrial.read(bytes)
  if let problem {
    print(problem)
    fflush(nil)
    abort()
  }
  return 0
}
