import FileSystem

#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#endif

/// What the machine has.
enum Machine {
  /// Threads that carry events, when nobody says how many: 7 of 8 cores. Reading and writing take 10 to
  /// 16 % of the CPU time of the whole job (plain files), unpacking gzip up to 28 % more.
  static var usualWorkers: Int { usualWorkers(cores: coreCount) }

  static func usualWorkers(cores: Int) -> Int { max(1, (cores * 7 + 4) / 8) }

  /// Cores that this process may use: a part of a core more is none.
  static var coreCount: Int {
    let cores = allowedCores ?? max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
    guard let quota = CPUQuota().cores else { return cores }
    return max(1, min(cores, Int(quota)))
  }

  /// The cores that `taskset` and containers leave us: a mask in hexadecimal digits, with commas.
  private static var allowedCores: Int? {
    guard let bytes = try? DurableFile.read("/proc/self/status", limit: 64 * 1024) else {
      return nil
    }
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    guard let line = lines.first(where: { $0.hasPrefix("Cpus_allowed:") }) else { return nil }
    let digits = line.dropFirst("Cpus_allowed:".count).compactMap(\.hexDigitValue)
    let count = digits.reduce(0) { $0 + $1.nonzeroBitCount }
    return count > 0 ? count : nil
  }
}

/// The clock of the system.
public enum SystemClock {
  /// Milliseconds since 1970.
  public static var milliseconds: Int64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
  }
}
