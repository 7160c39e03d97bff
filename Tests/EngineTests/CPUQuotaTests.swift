import Foundation
import Testing

@testable import Engine

struct CPUQuotaTests {
  private func cores(_ files: [String: String]) throws -> Double? {
    let root = FileManager.default.temporaryDirectory
      .appendingPathComponent("richline-quota-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: root) }
    for (name, text) in files {
      let file = root.appendingPathComponent(name)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    return CPUQuota(root: root.path).cores
  }

  @Test(arguments: [
    ("50000 100000\n", 0.5), ("250000 100000\n", 2.5), ("max 100000\n", nil), ("", nil),
    ("what\n", nil),
  ])
  func `of version 2`(file: String, expected: Double?) throws {
    let files = ["proc/self/cgroup": "0::/\n", "sys/fs/cgroup/cpu.max": file]
    #expect(try cores(files) == expected)
  }

  @Test func `groups above limit, too`() throws {
    let files = [
      "proc/self/cgroup": "0::/a/b\n", "sys/fs/cgroup/a/b/cpu.max": "400000 100000",
      "sys/fs/cgroup/a/cpu.max": "300000 100000", "sys/fs/cgroup/cpu.max": "max 100000",
    ]
    #expect(try cores(files) == 3)
  }

  @Test func `of version 1`() throws {
    var files = [
      "proc/self/cgroup": "3:cpuset:/x\n2:cpu,cpuacct:/x\n0::/\n",
      "sys/fs/cgroup/cpu/x/cpu.cfs_quota_us": "150000\n",
      "sys/fs/cgroup/cpu/x/cpu.cfs_period_us": "100000\n",
    ]
    #expect(try cores(files) == 1.5)
    files["sys/fs/cgroup/cpu/x/cpu.cfs_quota_us"] = "-1\n"
    #expect(try cores(files) == nil)
  }

  @Test func `without groups there is no limit`() throws { #expect(try cores([:]) == nil) }
}

struct WorkerCountTests {
  @Test(arguments: [(1, 1), (2, 2), (3, 3), (4, 4), (8, 7), (16, 14), (64, 56)])
  func `some cores are left to reading and writing`(cores: Int, workers: Int) {
    #expect(Machine.usualWorkers(cores: cores) == workers)
  }
}
