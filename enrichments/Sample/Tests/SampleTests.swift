import SampleStage
import StageKit
import StageTesting
import Testing

@Suite struct `sample` {
  private static let fields = [Field("user", .text), Field("n", .integer)]

  private func kept(_ options: String, _ events: [TestEvent]) throws -> [Bool] {
    try StageTest(
      [.stage(Sample.self)], stages: "- { use: sample, \(options) }", fields: Self.fields
    ).run(events).map { $0 != .filtered }
  }

  private static let users: [TestEvent] = (0..<20_000).map { ["user": .text("user-\($0)")] }

  @Test(arguments: [("0%", 0), ("10%", 2000), ("50%", 10_000), ("99.5%", 19_900), ("100%", 20_000)])
  func `about the share is kept`(share: String, expected: Int) throws {
    let count = try kept("share: \(share), key: user", Self.users).count { $0 }
    // Five standard deviations of 20,000 draws at most.
    #expect(abs(count - expected) <= (expected % 20_000 == 0 ? 0 : 360))
  }

  @Test func `a key is in or out, always`() throws {
    let events = Self.users.prefix(300) + Self.users.prefix(300)
    let found = try kept("share: 30%, key: user", Array(events))
    #expect(found.prefix(300) == found.suffix(300))
    #expect(found[0..<8] == [false, false, false, false, false, false, true, false])
  }

  @Test func `a smaller sample is a part of a larger one, another salt another choice`() throws {
    let small = try kept("share: 10%, key: user", Self.users)
    let large = try kept("share: 40%, key: user", Self.users)
    let other = try kept("share: 40%, key: user, salt: b", Self.users)
    #expect(zip(small, large).allSatisfy { !$0 || $1 })
    let both = zip(large, other).count { $0 && $1 }
    #expect(abs(both - 3200) < 300)
  }

  @Test func `where one field ends and the next begins counts`() throws {
    let events: [TestEvent] = (0..<1000).flatMap { n -> [TestEvent] in
      [["user": .text("a\(n)"), "n": 1], ["user": .text("a\(n)1")]]
    }
    let found = try kept("share: 50%, key: [user, n]", events)
    let same = stride(from: 0, to: 2000, by: 2).count { found[$0] == found[$0 + 1] }
    #expect(abs(same - 500) < 80)
  }

  @Test func `the contract of stages holds`() async {
    await #expect(processExitsWith: .success) {
      let contract = try StageContract(
        .stage(Sample.self), stages: "- { use: sample, share: 30%, key: [t, n] }",
        fields: [Field("t", .text), Field("n", .double)], writes: [])
      let broken = try contract.run()
      precondition(broken.isEmpty, broken.joined(separator: "\n"))
    }
  }
}
