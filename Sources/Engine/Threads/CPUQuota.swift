import FileSystem

/// The share of the machine's cores that control groups leave to this process, as containers have it.
///
/// Source: `cgroups(7)`; `cpu.max` of version 2, `cpu.cfs_quota_us` of version 1.
struct CPUQuota {
  /// Files of the kernel are short; what is longer is none.
  private static let longestFile = 64 * 1024

  /// What stands before `/proc` and `/sys`.
  private let root: String

  init(root: String = "") { self.root = root }

  /// Cores, in parts of one too; nil without a limit.
  var cores: Double? {
    let groups = text("/proc/self/cgroup")?.split(separator: "\n") ?? []
    return groups.compactMap(smallest).min()
  }

  /// The smallest limit on the way from a group to the root: each of them holds.
  private func smallest(_ line: Substring) -> Double? {
    let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3 else { return nil }
    let isNewer = parts[1].isEmpty
    guard isNewer || parts[1].split(separator: ",").contains("cpu") else { return nil }
    var folder = parts[2]
    var limits: [Double] = []
    while true {
      let group = folder == "/" ? "" : String(folder)
      if let limit = isNewer ? newer(group) : older(group, String(parts[1])) {
        limits.append(limit)
      }
      guard let slash = folder.lastIndex(of: "/"), !group.isEmpty else { return limits.min() }
      folder = folder[..<slash]
    }
  }

  private func newer(_ group: String) -> Double? {
    for mount in ["/sys/fs/cgroup", "/sys/fs/cgroup/unified"] {
      guard let numbers = text("\(mount)\(group)/cpu.max")?.split(whereSeparator: \.isWhitespace),
        numbers.count == 2
      else { continue }
      return share(Double(numbers[0]), of: Double(numbers[1]))
    }
    return nil
  }

  private func older(_ group: String, _ controllers: String) -> Double? {
    for mount in ["/sys/fs/cgroup/cpu", "/sys/fs/cgroup/\(controllers)"] {
      guard let quota = number("\(mount)\(group)/cpu.cfs_quota_us") else { continue }
      return share(quota, of: number("\(mount)\(group)/cpu.cfs_period_us"))
    }
    return nil
  }

  /// `max` and -1 are no limits.
  private func share(_ quota: Double?, of period: Double?) -> Double? {
    guard let quota, let period, quota > 0, period > 0 else { return nil }
    return quota / period
  }

  private func number(_ path: String) -> Double? {
    text(path)?.split(whereSeparator: \.isWhitespace).first.flatMap { Double($0) }
  }

  private func text(_ path: String) -> String? {
    let bytes = try? DurableFile.read(root + path, limit: CPUQuota.longestFile)
    return bytes.map { String(decoding: $0, as: UTF8.self) }
  }
}
