import CFuzzer
import DatabaseTrial

/// One input of libFuzzer: the bytes of a file that says it is a MaxMind database.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzDatabase(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let trial = DatabaseTrial(UnsafeRawBufferPointer(start: data, count: count), name: "fuzz")
  precondition(trial.broken.isEmpty, trial.description)
  return 0
}
