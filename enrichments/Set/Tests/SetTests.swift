import SetStage
import StageTesting
import StageKit
import Testing

@Suite struct `set` {
  private let fields = [
    Field("page_urlhost", .text), Field("txn_id", .integer), Field("br_cookies", .boolean),
    Field("host", .text),
  ]

  private func run(_ options: String, _ event: TestEvent) throws -> TestEvent? {
    let test = try StageTest(
      [.stage(SetFields.self)], stages: "- use: set\n  fields:\n    \(options)", fields: fields)
    return try test.run([event])[0].fields
  }

  @Test func `literals become fields of their type`() throws {
    #expect(
      try run("{ a: '\"prod\"', b: 42, c: 1.5, d: true }", [:]) == [
        "a": "prod", "b": 42, "c": 1.5, "d": true,
      ])
  }

  @Test func `a field is copied and null empties one`() throws {
    #expect(
      try run("{ host: page_urlhost, page_urlhost: 'null' }", ["page_urlhost": "a.example"]) == [
        "host": "a.example"
      ])
  }

  @Test func `all expressions see the event as it came`() throws {
    #expect(
      try run(
        "{ page_urlhost: '\"new\"', was_old: 'page_urlhost == \"old\"' }", ["page_urlhost": "old"])
        == ["page_urlhost": "new", "was_old": true])
  }

  @Test func `functions make values, and constants outlive their expression`() throws {
    #expect(
      try run(
        """
        { a: 'page_urlhost.split(".")[0]', b: 'txn_id > 5 ? "many" : "few"', c: '[txn_id, 1.5]',
          d: 'txn_id * 2', e: 'page_urlhost.charAt(0) + "-"', f: 'host + "x"' }
        """, ["page_urlhost": "www.shop.example", "txn_id": 7]) == [
          "page_urlhost": "www.shop.example", "txn_id": 7, "a": "www", "b": "many",
          "c": .json("[7,1.5]"),
          "d": 14, "e": "w-",
        ])
  }

  @Test func `an error that no null caused fails the event, with nothing set`() throws {
    let test = try StageTest(
      [.stage(SetFields.self)],
      stages: "- use: set\n  fields: { a: '\"x\"', b: 10 / txn_id }", fields: fields)
    #expect(
      try test.run([["txn_id": 0], ["txn_id": 5], [:]]) == [
        .failed(kind: "expression", message: "division by zero", ["txn_id": 0]),
        .written(["txn_id": 5, "a": "x", "b": 2]), .written(["a": "x"]),
      ])
  }

  @Test func `a field of another type takes what fits into it`() throws {
    #expect(
      try run("{ se_value: txn_id, geo_latitude: txn_id }", ["txn_id": 7]) == [
        "txn_id": 7, "se_value": .decimal("7"), "geo_latitude": .float(7),
      ])
  }

  @Test func `the table of the read-me is true`() throws {
    let test = try StageTest(
      [.stage(SetFields.self)],
      stages: """
        - use: set
          fields:
            app_id: '"shop"'
            first_host: page_urlhost
            is_large: ti_quantity > 10
            page_urlport: 'null'
        """,
      fields: [
        Field("page_urlhost", .text), Field("ti_quantity", .integer),
        Field("page_urlport", .integer),
      ])
    let event: TestEvent = [
      "page_urlhost": "www.shop.example", "ti_quantity": 12, "page_urlport": 443,
    ]
    #expect(
      try test.run([event]) == [
        .written([
          "page_urlhost": "www.shop.example", "ti_quantity": 12, "app_id": "shop",
          "first_host": "www.shop.example", "is_large": true,
        ])
      ])
  }

  @Test func `two fields are exchanged, and the empty text empties one`() throws {
    #expect(
      try run(
        "{ page_urlhost: host, host: page_urlhost }", ["page_urlhost": "a", "host": "b"]) == [
          "page_urlhost": "b", "host": "a",
        ])
    #expect(try run("{ page_urlhost: '\"\"', a: '\"\"' }", ["page_urlhost": "x"]) == [:])
  }

  @Test func `a bare word names a field and the message says how a text is written`() {
    #expect {
      _ = try run("{ env: prod }", [:])
    } throws: { error in
      FindingPrinter().text((error as? Findings) ?? []).contains(
        "help: 'prod' is the name of a field; the text is written '\"prod\"'")
    }
  }

  @Test func `the contract of stages holds`() async {
    await #expect(processExitsWith: .success) {
      let contract = try StageContract(
        .stage(SetFields.self),
        stages: "- { use: set, fields: { a: page_urlhost, b: 'txn_id > 5 || !br_cookies' } }",
        fields: [
          Field("page_urlhost", .text), Field("txn_id", .integer), Field("br_cookies", .boolean),
        ], writes: ["a", "b"])
      let broken = try contract.run()
      precondition(broken.isEmpty, broken.joined(separator: "\n"))
    }
  }
}
