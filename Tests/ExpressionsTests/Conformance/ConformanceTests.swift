import Foundation
import TestSupport
import Testing

@Suite struct `the cases of the CEL specification` {
  private static let cases: [ConformanceCase] = {
    guard let folder = SharedFolder.path("data/cel") else { return [] }
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return files.filter { $0.hasSuffix(".textproto") }.sorted()
      .flatMap { (try? ConformanceCase.all(in: "\(folder)/\($0)")) ?? [] }
  }()

  private static let page: String = {
    let root = URL(fileURLWithPath: SharedFolder.packageRoot)
    let page = root.appending(path: "Docs/PipelineLanguage.md")
    return (try? String(contentsOf: page, encoding: .utf8)) ?? ""
  }()

  /// `1639` as `1,639`.
  private static func grouped(_ number: Int) -> String {
    number < 1000 ? "\(number)" : "\(number / 1000),\(String(number + 1000).suffix(3))"
  }

  private func isExcluded(_ one: ConformanceCase) -> Bool {
    ConformanceExclusions.all.contains { ConformanceExclusions.matches($0.pattern, one.name) }
  }

  @Test func `all those inside the subset pass`() {
    guard !Self.cases.isEmpty else { return }
    let inside = Self.cases.filter { !isExcluded($0) }
    var passed = 0
    for one in inside {
      if let failure = one.failure() {
        Issue.record("\(one): \(failure)")
      } else {
        passed += 1
      }
    }
    print(
      "CEL conformance: passed \(passed) / in the subset \(inside.count) / all \(Self.cases.count)")
    #expect(Self.cases.count == 2456)
    #expect(inside.count >= 1000)
    #expect(
      Self.page.contains("\(Self.grouped(passed)) of its \(Self.grouped(Self.cases.count)) "),
      "Docs/PipelineLanguage.md has other figures")
  }

  @Test func `every excluded pattern stands for a case`() {
    guard !Self.cases.isEmpty else { return }
    for (pattern, reason) in ConformanceExclusions.all {
      #expect(
        Self.cases.contains { ConformanceExclusions.matches(pattern, $0.name) },
        "'\(pattern)' (\(reason)) matches nothing")
    }
  }

  @Test func `excluded cases are counted by their reason`() {
    guard !Self.cases.isEmpty else { return }
    var counts: [String: Int] = [:]
    for one in Self.cases {
      let found = ConformanceExclusions.all.first {
        ConformanceExclusions.matches($0.pattern, one.name)
      }
      if let found { counts[found.reason, default: 0] += 1 }
    }
    for (reason, count) in counts.sorted(by: { $0.key < $1.key }) {
      print("CEL conformance: excluded \(count): \(reason)")
    }
    #expect(counts.values.reduce(0, +) == Self.cases.filter(isExcluded).count)
  }

  @Test(arguments: [
    ("a/*", "a/b", true), ("a/*", "b/a", false), ("a/*x*", "a/yxz", true), ("a/b", "a/bc", false),
    ("a*a", "a", false), ("*b", "ab", true),
  ])
  func `patterns match as they should`(pattern: String, name: String, isMatch: Bool) {
    #expect(ConformanceExclusions.matches(pattern, name) == isMatch)
  }
}
