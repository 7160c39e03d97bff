import DiagnosticKit
import EventModel
import MarkedYAML
import StageKit

extension Checker {
  /// Checks the tests of a file: sources, places, fields and their types, fixtures.
  mutating func checkTests(_ declarations: [TestDeclaration]) {
    for declaration in declarations { checkTest(declaration) }
  }

  private mutating func checkTest(_ test: TestDeclaration) {
    let source = source(of: test)
    var fixtures: [String: FixtureTable] = [:]
    for entry in test.lookups {
      if let fixture = fixture(entry) { fixtures[entry.name] = fixture }
    }
    let expectation = expectation(of: test)
    guard let source, let input = input(of: test, source) else { return }
    tests.append(
      TestPlan(
        name: test.name.text, span: test.name.span, node: test.node,
        source: sources[source].declaration.name, input: input, now: test.now, fixtures: fixtures,
        expectation: expectation))
  }

  // MARK: what goes in

  /// The source that is named, else the only one.
  private mutating func source(of test: TestDeclaration) -> Int? {
    let names = sources.map(\.declaration.name)
    if let name = test.source {
      if let place = names.firstIndex(of: name.text) { return place }
      if !lost.contains(.source) {
        report(.noSuchPlace(name.text, key: "source", valid: names), name.span)
      }
      return nil
    }
    if names.count > 1 { report(.testSource(test.name.text, valid: names), test.name.span) }
    return names.count == 1 ? 0 : nil
  }

  private mutating func input(of test: TestDeclaration, _ source: Int) -> TestInput? {
    guard let event = test.event else { return test.line.map { .line($0.text) } }
    var roots: [[Int]: FieldFlow] = [:]
    let flow = rootFlow([source], &roots)
    return .event(values(event, flow))
  }

  /// Fields with values of their types; the others are reported.
  private mutating func values(_ entries: [Entry], _ flow: FieldFlow) -> [TestValue] {
    entries.compactMap { entry in
      guard let found = flow.named(entry.name) else {
        // What another place writes is empty here.
        if entry.value.isNull, writer(of: entry.name, for: nil, flow) != nil { return nil }
        reportUnknown(entry.name, entry.key.span, flow)
        return nil
      }
      return value(entry, found.field)
    }
  }

  private mutating func value(_ entry: Entry, _ field: Field) -> TestValue? {
    let value = TestValue(field: field, key: entry.key.span, node: entry.value)
    if value.slot(Arena()) != nil { return value }
    let text = entry.value.string ?? entry.value.found
    report(.notOfType(text, field: field.name, type: field.type.rawValue), entry.value.span)
    return nil
  }

  private mutating func fixture(_ entry: Entry) -> FixtureTable? {
    guard let place = lookups.firstIndex(where: { $0.name == entry.name && !$0.isShipped }) else {
      if !lookupNames.contains(entry.name) {
        report(.unknownLookup(entry.name, valid: lookupNames), entry.key.span)
      }
      return nil
    }
    guard let rows = entry.value.isNull ? [] : entry.value.entries else {
      report(
        .wrongShape("the fixture of '\(entry.name)'", wanted: "a map", found: entry.value.found),
        entry.value.span)
      return nil
    }
    let fixture = FixtureTable(entry.name, rows)
    do throws(LookupError) {
      _ = try fixture.table(lookups[place].interface, asked: askedColumns(ofLookup: place))
      return fixture
    } catch {
      report(.fixtureRow(error.message), entry.value.span)
      return nil
    }
  }

  // MARK: what comes out

  private mutating func expectation(of test: TestDeclaration) -> TestExpectation {
    guard let entry = test.expectations.first, !entry.value.isNull else { return .nothing }
    switch entry.name {
    case "expect": return events(entry.value, at: test.at)
    case "expect_failed": return failed(entry)
    default:
      let isFilter = entry.name == "expect_filtered"
      guard entry.value.string != nil else {
        report(
          .wrongShape("'\(entry.name)'", wanted: "an id", found: entry.value.found),
          entry.value.span)
        return .nothing
      }
      checkPlace(entry.value, key: entry.name, sinks: isFilter)
      return isFilter ? .filtered(entry.value) : .dropped(entry.value)
    }
  }

  private mutating func events(_ node: Node, at: Placed?) -> TestExpectation {
    guard let (flow, sink) = flow(at: at) else { return .nothing }
    var events: [[TestValue]] = []
    for item in node.items ?? [node] {
      guard let entries = item.entries else {
        report(
          .wrongShape("'expect'", wanted: "a map of fields", found: item.found), item.span)
        continue
      }
      if let sink { checkColumns(entries, of: sink) }
      events.append(values(entries, flow))
    }
    return .events(events, at: at?.text)
  }

  /// The fields at a place; nil when there is no such place.
  private mutating func flow(at: Placed?) -> (FieldFlow, SinkDraft?)? {
    var roots: [[Int]: FieldFlow] = [:]
    guard let at else {
      let end = mainEnd.map { stages[$0].outgoing }
      return (end ?? rootFlow(Array(sources.indices), &roots), nil)
    }
    if let stage = stages.first(where: { $0.id == at.text }) { return (stage.outgoing, nil) }
    let good = sinks.filter { !$0.declaration.takesFailed && !$0.isLazy }
    if let sink = good.first(where: { $0.id == at.text }) { return (sink.incoming, sink) }
    if !lost.contains(.stage), !lost.contains(.sink) {
      report(
        .noSuchPlace(at.text, key: "at", valid: stages.map(\.id) + good.map(\.id)), at.span)
    }
    return nil
  }

  private mutating func checkColumns(_ entries: [Entry], of sink: SinkDraft) {
    let columns = Set(sink.columns.map(\.name))
    for entry in entries where !columns.contains(entry.name) && !entry.value.isNull {
      guard sink.incoming.named(entry.name) != nil else { continue }
      report(.notWritten(entry.name, sink: sink.id), entry.key.span)
    }
  }

  private mutating func failed(_ entry: Entry) -> TestExpectation {
    guard let members = entry.value.entries else {
      report(
        .wrongShape(
          "'expect_failed'", wanted: "a map with 'id' and 'class'", found: entry.value.found),
        entry.value.span)
      return .nothing
    }
    for member in members where !Grammar.expectFailed.known.contains(member.name) {
      report(
        .unknownKey(member.name, place: "'expect_failed'", valid: Grammar.expectFailed.known),
        member.key.span)
    }
    for member in members where member.value.string == nil {
      report(
        .wrongShape("'\(member.name)'", wanted: "a text", found: member.value.found),
        member.value.span)
    }
    let id = entry.value["id"]
    if let id { checkPlace(id, key: "id", sinks: true, sources: true) }
    let kind = entry.value["class"]
    let classes = Failure.Class.allCases.map(\.rawValue)
    if let name = kind?.string, !classes.contains(name) {
      report(.noSuchClass(name, valid: classes), kind?.span)
    }
    return .failed(id: id, kind: kind, message: entry.value["message"])
  }

  private mutating func checkPlace(
    _ node: Node, key: String, sinks withSinks: Bool, sources withSources: Bool = false
  ) {
    guard let id = node.string, !lost.contains(.stage) else { return }
    var valid = stages.map(\.id)
    if withSinks { valid += sinks.filter { !$0.declaration.takesFailed }.map(\.id) }
    if withSources { valid += sources.map(\.declaration.name) }
    if !valid.contains(id) { report(.noSuchPlace(id, key: key, valid: valid), node.span) }
  }
}
