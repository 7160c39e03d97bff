import DiagnosticKit
import EventModel
import MarkedYAML
import StageKit

extension FileReader {
  /// Reads a file that has nothing but tests; gives what is wrong with its YAML.
  mutating func read(tests source: SourceFile) -> Findings {
    let parsed = MarkedYAML.parse(source)
    guard let root = parsed.tree, !root.isNull else { return parsed.findings }
    for entry in map(root, "a file of tests") ?? [] {
      if entry.name == "tests" {
        readTests(entry.value)
      } else {
        report(
          .unknownKey(entry.name, place: "a file of tests", valid: ["tests"]), entry.key.span)
      }
    }
    return parsed.findings
  }

  /// Reads the list `tests`; what is there already stays.
  mutating func readTests(_ node: Node) {
    if node.isNull { return }
    guard case .sequence(let items) = node.content else {
      report(.wrongShape("'tests'", wanted: "a list", found: node.found), node.span)
      return
    }
    if items.count > Grammar.sectionLimit {
      report(
        .tooMany("tests", count: items.count, limit: Grammar.sectionLimit),
        items[Grammar.sectionLimit].span.start)
    }
    for item in items.prefix(Grammar.sectionLimit) { readTest(item) }
  }

  private mutating func readTest(_ node: Node) {
    guard case .mapping(let entries) = node.content else {
      return report(
        .wrongShape("a test", wanted: "a map with 'name'", found: node.found), node.span)
    }
    guard let nameNode = node["name"] else {
      let place = entries.first?.key.span ?? node.span
      return report(
        .missingKey("name", place: "a test", example: "name: a click from London"), place)
    }
    guard let name = plainText(nameNode, "'name'") else { return }
    if file.tests.contains(where: { $0.name.text == name.text }) {
      report(.namedTwice(name.text, key: "tests"), name.span)
    }
    var test = TestDeclaration(node: node, name: name)
    for entry in entries { readMember(entry, into: &test) }
    checkShape(test)
    file.tests.append(test)
  }

  private mutating func readMember(_ entry: Entry, into test: inout TestDeclaration) {
    switch entry.name {
    case "name": break
    case "source": test.source = plainText(entry.value, "'source'")
    case "now": test.now = time(entry)
    case "lookups": test.lookups = map(entry.value, "'lookups'") ?? []
    case "event": test.event = map(entry.value, "'event'") ?? []
    case "line": test.line = plainText(entry.value, "'line'")
    case "at": test.at = plainText(entry.value, "'at'")
    case "expect", "expect_failed", "expect_filtered", "expect_dropped":
      test.expectations.append(entry)
    case let key: reportKey(key, entry.key.span, Grammar.test, place: "a test")
    }
  }

  private mutating func checkShape(_ test: TestDeclaration) {
    let name = test.name.text
    let hasInput = test.event != nil || test.node["line"] != nil
    if !hasInput { report(.testInput(name, isDouble: false), test.name.span) }
    if test.event != nil, let line = test.node.entry("line") {
      report(.testInput(name, isDouble: true), line.key.span)
    }
    if test.expectations.count > 1 {
      report(.testExpectsTwice(test.expectations.map(\.name)), test.expectations[1].key.span)
    }
    if let at = test.at, test.node["expect"] == nil { report(.atWithout, at.span) }
    if test.expectations.allSatisfy({ $0.value.isNull }) {
      report(.testExpectsNothing(name), test.name.span)
    }
  }

  /// A text in which nothing is a variable: what a test states is meant as it stands.
  mutating func plainText(_ node: Node, _ what: String) -> Placed? {
    if let string = node.string { return Placed(text: string, span: node.span, node: node) }
    report(.wrongShape(what, wanted: "a text", found: node.found), node.span)
    return nil
  }

  private mutating func time(_ entry: Entry) -> Int64? {
    guard let text = plainText(entry.value, "'now'") else { return nil }
    if let time = TimestampText.parse(rfc3339: Bytes.constant(text.text)) { return time }
    report(
      .badValue(text.text, option: "now", wanted: "a time such as 2026-11-21T23:12:24Z"),
      text.span)
    return nil
  }
}
