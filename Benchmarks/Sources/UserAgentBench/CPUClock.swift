import Glibc

/// CPU time of this process.
struct CPUClock {
  let nanoseconds: Int

  static var now: CPUClock {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return CPUClock(nanoseconds: time.tv_sec * 1_000_000_000 + time.tv_nsec)
  }

  /// Microseconds since another time, for each of `count` things.
  func since(_ start: CPUClock, per count: Int) -> Double {
    Double((nanoseconds - start.nanoseconds) / count) / 1000
  }

  /// The most memory that was resident.
  static var residentMegabytes: Int {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return usage.ru_maxrss / 1024
  }
}
