import HashStage
import StageKit
import StageTesting
import Testing

@Suite struct `hash` {
  private func outcome(
    _ value: FieldValue, _ options: String, _ type: FieldType = .text
  ) throws -> TestOutcome {
    try StageTest(
      [.stage(HashFields.self)], stages: "- { use: hash, \(options) }",
      fields: [Field("t", type)]
    ).run([["t": value]])[0]
  }

  /// The digests of `abc` (FIPS 180-4, RFC 1321).
  @Test(arguments: [
    ("md5", "900150983cd24fb0d6963f7d28e17f72"),
    ("sha1", "a9993e364706816aba3e25717850c26c9cd0d89d"),
    ("sha256", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "sha512",
      "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"
    ),
  ])
  func `digests`(algorithm: String, expected: String) throws {
    #expect(
      try outcome("abc", "fields: { h: t }, algorithm: \(algorithm)")
        == .written(["t": "abc", "h": .text(expected)]))
  }

  /// Test case 2 of RFC 4231, and of RFC 2202 for what is older.
  @Test(arguments: [
    ("md5", "750c783e6ab0b503eaa86e310a5db738"),
    ("sha1", "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"),
    ("sha256", "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"),
    (
      "sha512",
      "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737"
    ),
  ])
  func `digests under a key`(algorithm: String, expected: String) throws {
    let text = "what do ya want for nothing?"
    #expect(
      try outcome(.text(text), "fields: { t: t }, algorithm: \(algorithm), key: Jefe")
        == .written(["t": .text(expected)]))
  }

  /// As Python's `hmac` has them.
  @Test(arguments: [
    ("md5", 64, "0be890bbca0302e362a6c689fc3debcb"),
    ("md5", 65, "9088fdf5ffc86746bec9795717fd12ef"),
    ("sha1", 200, "825ab55bf90c797c40d1063e4f7599f4540c7c11"),
    ("sha256", 64, "ae0c0e4a2340cf50185eb46aaa8723f4769153661612e212fb0d1fa3170c6202"),
    ("sha256", 65, "ed378e5dfa30dc98814ba09b2e610d9b6af66054922ceef9480da094a3f11b2d"),
    (
      "sha512", 128,
      "b3327a783059e7fa5af7b4836f7b7d3a9403e96a2cb5fd4dd50a78b3eb9b4e71111fc2286d58ea8f997d4271e709ae184d7d825cbab47c392970b4d84190b9c3"
    ),
    (
      "sha512", 129,
      "a1486b47baffa36173ff9d14c6be4ad40a33f1bbd1a226fdf75b884fe56804056571f40130c8aa35001e15a5cbfcd3f8be6c1fc971cb31e0180eb64670e6626c"
    ),
  ])
  func `a key of a block or more`(algorithm: String, length: Int, expected: String) throws {
    let key = String(repeating: "k", count: length)
    #expect(
      try outcome("abc", "fields: { t: t }, algorithm: \(algorithm), key: \(key)")
        == .written(["t": .text(expected)]))
  }

  @Test func `other types have the form of their text, and what is empty stays empty`() throws {
    let five = "ef2d127de37b942baad06145e54b0c619a1f22327b2ebbcfbec78f5564afe39d"
    #expect(try outcome("5", "fields: { h: t }") == .written(["t": "5", "h": .text(five)]))
    #expect(
      try outcome(5, "fields: { h: t }", .integer) == .written(["t": 5, "h": .text(five)]))
    #expect(try outcome("", "fields: { h: t }") == .written([:]))
  }

  @Test func `the contract of stages holds`() async {
    await #expect(processExitsWith: .success) {
      let contract = try StageContract(
        .stage(HashFields.self), stages: "- { use: hash, fields: { h: t, i: n }, key: k }",
        fields: [Field("t", .text), Field("n", .double)], writes: ["h", "i"])
      let broken = try contract.run()
      precondition(broken.isEmpty, broken.joined(separator: "\n"))
    }
  }
}
