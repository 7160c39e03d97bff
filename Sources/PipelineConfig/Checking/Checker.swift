public import DiagnosticKit
import EventModel
import Expressions
import MarkedYAML
public import StageKit

/// What checking a pipeline file gives: a plan when there is no error, and all that was found.
public struct CheckResult: Sendable {
  public let plan: Plan?
  public let findings: Findings
}

/// Checks a pipeline file as a whole: names, options, graph, fields, types.
public struct Checker {
  /// The name under which the flow of fields knows the input's remaining keys.
  static let othersField = "(others)"

  let registry: Registry
  let source: SourceFile
  /// The folder to which the file's relative paths belong.
  let folder: String
  let purpose: Purpose
  var findings = Findings()
  /// Sections of which not everything could be read.
  var lost: Set<ComponentDeclaration.Role> = []
  var lookups: [LookupPlan] = []
  /// All names under `lookups`, also those of lookups that could not be resolved.
  var lookupNames: [String] = []
  var usedLookups: Set<String> = []
  private var shippedLookups: [String: Int] = [:]
  var sources: [SourceDraft] = []
  var stages: [StageDraft] = []
  var sinks: [SinkDraft] = []
  var rootChildren: [Int] = []
  var rootSinks: [Int] = []
  /// The last stage of the main chain; nil when it has none.
  var mainEnd: Int?
  var tests: [TestPlan] = []
  /// Whether a `from` could not be resolved: what seems to reach no sink may do so after all.
  var hasUnknownFrom = false
  /// Names that `from` cannot mean, with the plugin that several components are: the plugin's own
  /// name, and the numbered ones, which change when a component is added above.
  var ambiguousNames: [String: String] = [:]

  /// The format of failed events that a filter writes between its rows; nil: it writes none.
  var mixedFormat: FormatEntry?
  var mixedOptions = CheckedOptions()

  init(_ source: SourceFile, registry: Registry, folder: String, purpose: Purpose) {
    self.purpose = purpose
    self.source = source
    self.registry = registry
    self.folder = folder
  }

  /// Checks a file; makes stages, formats, sources and sinks only when nothing is wrong before.
  public static func check(
    _ source: SourceFile, registry: Registry, folder: String = ".", for purpose: Purpose = .run,
    tests: SourceFile? = nil
  ) -> CheckResult {
    let parsed = MarkedYAML.parse(source)
    guard let root = parsed.tree else {
      return CheckResult(plan: nil, findings: parsed.findings.sorted)
    }
    var reader = FileReader()
    reader.read(root)
    let beside = tests.map { reader.read(tests: $0) }
    var checker = Checker(source, registry: registry, folder: folder, purpose: purpose)
    checker.findings = parsed.findings
    if let beside { checker.findings.append(contentsOf: beside) }
    checker.findings.append(contentsOf: reader.findings)
    let plan = checker.check(reader.file)
    return CheckResult(
      plan: checker.findings.hasErrors ? nil : plan, findings: checker.findings.sorted)
  }

  private mutating func check(_ file: PipelineFile) -> Plan? {
    var file = file
    adaptToTrial(&file)
    lost = file.lost
    checkIDs(file.sources + file.stages + file.sinks)
    giveNames(&file)
    resolveLookups(file.lookups)
    for declaration in file.sources { resolveSource(declaration) }
    resolveTree(file)
    reportUnusedLookups(file.lookups)
    flowFields()
    checkTests(file.tests)
    guard !findings.hasErrors else { return nil }
    putFixtures()
    adapt(&file)
    guard !findings.hasErrors else { return nil }
    var plan = Plan(name: source.name, label: label)
    plan.run = file.run
    plan.tests = tests
    plan.run.checkpoint?.resolve(in: folder)
    var planner = Planner(checker: self, plan: plan)
    plan = planner.make()
    findings.append(contentsOf: planner.findings)
    return plan
  }

  /// The name of the file without its folders, and a hash of its bytes.
  private var label: String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in source.bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    let digits = String(hash >> 32, radix: 16)
    let name = source.name.split(separator: "/").last.map(String.init) ?? source.name
    return name + "@" + String(repeating: "0", count: 8 - digits.count) + digits
  }

  mutating func report(_ mistake: Mistake, _ span: SourceSpan?) {
    findings.append(mistake.finding(at: span))
  }

  // MARK: names

  private mutating func checkIDs(_ components: [ComponentDeclaration]) {
    var lines: [String: Int] = [:]
    for id in components.compactMap(\.id).sorted(by: { $0.span.isBefore($1.span) }) {
      if id.text == "failed" {
        report(.reservedID, id.span)
      } else if !Checker.isID(id.text) {
        report(.badID(id.text), id.span)
      }
      if let line = lines[id.text] {
        report(.duplicateID(id.text, line: line), id.span)
      } else {
        lines[id.text] = id.span.line
      }
    }
  }

  /// Names the components without an id after their plugins; a name that is taken gets a number, and
  /// may then not be meant by `from`.
  private mutating func giveNames(_ file: inout PipelineFile) {
    let ids = Set((file.sources + file.stages + file.sinks).compactMap(\.id?.text))
    var taken = ids
    var used: [String: Int] = [:]
    for component in file.sources + file.stages where component.id == nil {
      used[component.use.text, default: 0] += 1
    }
    for (use, count) in used where count > 1 && !ids.contains(use) { ambiguousNames[use] = use }
    var numbers: [String: Int] = [:]
    func name(_ component: inout ComponentDeclaration) {
      if let id = component.id {
        component.name = id.text
        return
      }
      let use = component.use.text
      var candidate = use
      while taken.contains(candidate) {
        numbers[use, default: 1] += 1
        candidate = "\(use)-\(numbers[use] ?? 2)"
      }
      taken.insert(candidate)
      component.name = candidate
      if candidate != use, component.role != .sink { ambiguousNames[candidate] = use }
    }
    for i in file.sources.indices { name(&file.sources[i]) }
    for i in file.stages.indices { name(&file.stages[i]) }
    for i in file.sinks.indices { name(&file.sinks[i]) }
  }

  static func isID(_ text: String) -> Bool {
    guard let first = text.utf8.first, (97...122).contains(first), text.utf8.count <= 40 else {
      return false
    }
    return text.utf8.allSatisfy {
      (97...122).contains($0) || (48...57).contains($0) || $0 == 95 || $0 == 45
    }
  }

  static func isFieldName(_ text: String) -> Bool {
    guard let first = text.utf8.first, (first | 32) >= 97 && (first | 32) <= 122 || first == 95,
      text.utf8.count <= 64
    else { return false }
    return text.utf8.allSatisfy {
      ($0 | 32) >= 97 && ($0 | 32) <= 122 || (48...57).contains($0) || $0 == 95
    }
  }

  // MARK: lookups

  private mutating func resolveLookups(_ declarations: [LookupDeclaration]) {
    for declaration in declarations {
      lookupNames.append(declaration.name.text)
      if let path = declaration.path, path.text.isEmpty {
        report(.badValue("", option: "path", wanted: "a path"), path.span)
      } else if let path = declaration.path, Checker.isAddress(path.text) {
        report(.downloadNotYet(declaration.name.text), path.span)
      }
      guard let use = declaration.use else { continue }
      guard let entry = registry.lookup(use.text) else {
        report(
          .unknownPlugin(use.text, kind: "lookup", valid: registry.lookups.map(\.spec.name)),
          use.span)
        continue
      }
      resolveLookup(declaration, entry)
    }
  }

  /// Whether a path is one of the web.
  private static func isAddress(_ path: String) -> Bool {
    let start = path.prefix(8).lowercased()
    return start.hasPrefix("https://") || start.hasPrefix("http://")
  }

  private mutating func resolveLookup(_ declaration: LookupDeclaration, _ entry: LookupEntry) {
    let name = declaration.name.text
    let owner = "lookup '\(entry.spec.name)'"
    let options = checkOptions(
      entry.spec, owner, Grammar.lookup, declaration.options, declaration.name.span)
    let isAllKnown = declaration.options.allSatisfy { entry.spec.keys.contains($0.name) }
    if !entry.takesPath, let path = declaration.path {
      report(.unknownOption("path", owner: owner, valid: entry.spec.keys), path.span)
    } else if entry.needsPath, !declaration.hasPath, isAllKnown {
      report(
        .missingKey("path", place: "lookup '\(name)'", example: "path: data.\(entry.spec.name)"),
        declaration.name.span)
    }
    checkFreshness(declaration, entry)
    let setup = LookupSetup(
      name: name, path: declaration.path?.text, folder: folder, options: options.values)
    let isWhole = entry.spec.options.allSatisfy {
      $0.isOptional || options.values[$0.name] != nil
    }
    lookups.append(
      LookupPlan(
        name: name, entry: entry, setup: setup,
        interface: isWhole ? entry.interfaceOf(setup) : entry.interface,
        span: declaration.path?.span ?? options.spans["values"] ?? declaration.name.span,
        isWhole: isWhole, freshness: declaration.freshness))
  }

  /// Keys about a file where there is none, and those that need each other.
  private mutating func checkFreshness(_ declaration: LookupDeclaration, _ entry: LookupEntry) {
    let place = "lookup '\(declaration.name.text)'"
    for key in ["refresh", "max_age", "on_stale"] {
      guard let span = declaration.keys[key] else { continue }
      if !entry.takesPath {
        report(.keyNotTaken(key, owner: "lookup '\(entry.spec.name)' has no file"), span)
      } else if key == "refresh", !declaration.hasPath, !entry.needsPath {
        report(
          .missingKey(
            "path", place: "'refresh' of \(place)", example: "path: data.\(entry.spec.name)"), span)
      } else if key == "on_stale", declaration.keys["max_age"] == nil {
        report(
          .missingKey("max_age", place: "'on_stale' of \(place)", example: "max_age: 30d"), span)
      }
    }
  }

  /// Silent when a section could not be read: a stage in it may use the lookup.
  private mutating func reportUnusedLookups(_ declarations: [LookupDeclaration]) {
    guard !lost.contains(.stage) else { return }
    for declaration in declarations where !usedLookups.contains(declaration.name.text) {
      report(.unusedLookup(declaration.name.text), declaration.name.span)
    }
  }

  /// Counts every lookup that a stage names anywhere as used, when its options are wrong.
  mutating func useMentioned(_ entries: [Entry]) {
    for entry in entries {
      for text in (entry.value.items ?? [entry.value]).compactMap(\.string) {
        if lookupNames.contains(text) { usedLookups.insert(text) }
      }
    }
  }

  /// Connects the lookups that a stage names, and those that ship with the program.
  mutating func resolveNeeds(
    _ checker: OptionChecker, stage: ComponentDeclaration
  ) -> CheckedOptions {
    var options = checker.options
    for need in checker.spec.needs {
      if let names = checker.lookupNames.first(where: { $0.spec.name == need.name })?.names {
        let places = names.compactMap { declaredLookup($0, need) }
        if places.count == names.count, !places.isEmpty { options.use(need, lookups: places) }
      } else if checker.options.spans[need.name] != nil {
        continue
      } else if let shipped = need.shipped, let entry = registry.lookup(shipped) {
        options.use(need, lookups: [shippedLookup(entry, stage.use.span)])
      } else if !need.isOptional {
        report(
          .missingLookup(need.name, stage: stage.use.text, interface: need.interface),
          stage.use.span)
      }
    }
    return options
  }

  private mutating func declaredLookup(_ name: Placed, _ need: NeedSpec) -> Int? {
    usedLookups.insert(name.text)
    guard let index = lookups.firstIndex(where: { $0.name == name.text && !$0.isShipped }) else {
      if !lookupNames.contains(name.text) {
        report(.unknownLookup(name.text, valid: lookupNames), name.span)
      }
      return nil
    }
    let found = lookups[index].interface
    if found != need.interface, lookups[index].isWhole {
      let fitting = lookups.filter { $0.interface == need.interface && !$0.isShipped }
      report(
        .wrongInterface(
          name.text, is: found, wanted: need.interface, fitting: fitting.map(\.name)), name.span)
    }
    return index
  }

  private mutating func shippedLookup(_ entry: LookupEntry, _ span: SourceSpan) -> Int {
    if let index = shippedLookups[entry.spec.name] { return index }
    let name = "\(entry.spec.name) (shipped)"
    lookups.append(
      LookupPlan(
        name: name, entry: entry,
        setup: LookupSetup(name: name, path: nil, folder: folder), interface: entry.interface,
        span: span, isShipped: true))
    shippedLookups[entry.spec.name] = lookups.count - 1
    return lookups.count - 1
  }
}

extension SourceSpan {
  func isBefore(_ other: SourceSpan) -> Bool {
    (line, column) < (other.line, other.column)
  }
}
