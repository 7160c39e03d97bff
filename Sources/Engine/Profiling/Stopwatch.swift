import PipelineConfig

#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#endif

/// How long the parts of a plan have kept one thread, and what bytes they took or made.
///
/// Shape: whole slices, blocks and tickets are timed, so that the clock is read twice for some hundred
/// events. Used by one thread; read when it has ended.
final class Stopwatch {
  /// What is timed, with the place in the plan.
  enum Part: Hashable {
    /// Reading and unpacking of a source.
    case reading(Int)
    /// Its format.
    case decoding(Int)
    case stage(Int)
    /// The format of a sink.
    case encoding(Int)
    /// Writing and packing of a sink.
    case writing(Int)
  }

  struct Sum {
    var nanoseconds: UInt64 = 0
    var bytes: UInt64 = 0

    static func += (a: inout Sum, b: Sum) {
      a.nanoseconds += b.nanoseconds
      a.bytes += b.bytes
    }
  }

  private var sums: [Sum]
  private let sources: Int
  private let stages: Int
  private let sinks: Int

  init(_ plan: Plan) {
    (sources, stages, sinks) = (plan.sources.count, plan.stages.count, plan.sinks.count)
    sums = Array(repeating: Sum(), count: 2 * sources + stages + 2 * sinks)
  }

  /// Nanoseconds of a clock that nobody sets.
  static var now: UInt64 { nanoseconds(CLOCK_MONOTONIC) }
  /// Nanoseconds that this thread has worked.
  static var worked: UInt64 { nanoseconds(CLOCK_THREAD_CPUTIME_ID) }

  private static func nanoseconds(_ clock: clockid_t) -> UInt64 {
    var time = timespec()
    clock_gettime(clock, &time)
    return UInt64(time.tv_sec) &* 1_000_000_000 &+ UInt64(time.tv_nsec)
  }

  /// A part took its time from `begin`, which is by the same clock as `end`.
  func add(_ part: Part, from begin: UInt64, to end: UInt64, bytes: Int = 0) {
    sums[place(part)] += Sum(nanoseconds: end &- begin, bytes: UInt64(bytes))
  }

  subscript(part: Part) -> Sum { sums[place(part)] }

  private func place(_ part: Part) -> Int {
    switch part {
    case .reading(let place): place
    case .decoding(let place): sources + place
    case .stage(let place): 2 * sources + place
    case .encoding(let place): 2 * sources + stages + place
    case .writing(let place): 2 * sources + stages + sinks + place
    }
  }
}
