import StageKit
import StageTesting
import Synchronization
import Testing

/// A stage that misbehaves as its option says.
final class Rogue: EventStage {
  static let text = Input("text", .text, default: "text", "a text")
  static let how = Option<String>("how", "what it does wrong")
  static let result = Output("result", .integer, "a number")
  static let spec = StageSpec("rogue", "breaks the contract", text, how, result)
  private let text: InputRef
  private let how: String
  private let result: OutputRef
  private let count = Mutex<Int64>(0)

  init(_ setup: Setup) throws(Findings) {
    text = setup[Self.text]
    how = setup[Self.how]
    result = setup[Self.result]
  }

  func enrich(_ event: borrowing Event, _ changes: inout Changes) throws(Failure) {
    let number = count.withLock {
      $0 += 1; return $0
    }
    switch how {
    case "counts": changes.set(result, .integer(number))
    case "fails sometimes": if number == 777 { throw Failure(.plugin, "no") }
    case "filters sometimes": if number == 3000 { changes.filter() }
    case "writes into its input":
      guard let bytes = event.text(text), bytes.count > 3 else { return }
      UnsafeMutablePointer(mutating: bytes.start)[0] = 1
    case "writes into its input and fails":
      guard let bytes = event.text(text), bytes.count > 3 else { return }
      UnsafeMutablePointer(mutating: bytes.start)[0] = 1
      throw Failure(.plugin, "no")
    default: changes.set(result, .integer(Int64(event.text(text)?.count ?? 0)))
    }
  }
}

@Suite struct `the contract of stages` {
  private static let fields = [
    Field("text", .text), Field("d", .double), Field("f", .float), Field("n", .decimal),
    Field("e", .entities), Field("x", .json),
  ]

  private func broken(_ how: String) throws -> [String] {
    try StageContract(
      .stage(Rogue.self), stages: "- { use: rogue, how: '\(how)' }", fields: Self.fields
    ).run()
  }

  @Test func `holds for a good stage, values that are no numbers among its fields`() throws {
    #expect(try broken("nothing") == [])
  }

  @Test(arguments: [
    "counts", "fails sometimes", "filters sometimes",
  ])
  func `is broken by a stage that gives two results`(how: String) throws {
    let broken = try broken(how)
    #expect(broken.first?.contains("(seed 1) gave two results: ") == true)
  }

  @Test(arguments: ["writes into its input", "writes into its input and fails"])
  func `is broken by a stage that changes what it does not declare`(how: String) throws {
    let broken = try broken(how)
    #expect(broken.first?.hasSuffix("(seed 1): 'text' is not declared as written") == true)
  }

  @Test func `is not broken by a stage that says what it writes`() throws {
    let contract = try StageContract(
      .stage(Rogue.self), stages: "- { use: rogue, how: 'writes into its input' }",
      fields: Self.fields, writes: ["text"])
    #expect(try contract.run() == [])
  }
}
