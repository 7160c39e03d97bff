public import DiagnosticKit
import EventModel
import Expressions
import MarkedYAML
public import StageKit

/// What checking a pipeline file gives: a plan when there is no error, and all that was found.
public struct CheckResult: Sendable {
  /// What may be run; nil when there are errors.
  public let plan: Plan?
  /// All that was found: errors, warnings and notes.
  public let findings: Findings
  /// What takes from what; nil when there are errors.
  public let graph: PipelineGraph?
}

/// Checks a pipeline file as a whole: names, options, graph, fields, types.
public struct Checker {
  /// The name under which the flow of fields knows the input's remaining keys.
  static let othersField = "(others)"

  let registry: Registry
  let source: SourceFile
  let loader: Loader
  let purpose: Purpose
  var findings = Findings()
  /// Sections of which not everything could be read.
  var lost: Set<ComponentDeclaration.Role> = []
  var lookups: [LookupPlan] = []
  /// All names under `lookups`, also those of lookups that could not be resolved.
  var lookupNames: [String] = []
  var usedLookups: Set<String> = []
  /// What expressions ask of lookups.
  var columnUses: [PlacedColumnUse] = []
  /// Whether an expression asks a lookup at all.
  var asksTables = false
  private var shippedLookups: [String: Int] = [:]
  var sources: [SourceDraft] = []
  var stages: [StageDraft] = []
  var groups: [GroupDraft] = []
  /// Whether a file could not be read that may declare lookups.
  private(set) var hasLostFile = false
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

  init(_ loader: Loader, registry: Registry, purpose: Purpose) {
    self.purpose = purpose
    self.loader = loader
    source = loader.root
    self.registry = registry
  }

  /// Checks a file and those that it names; makes stages, formats, sources and sinks only when
  /// nothing is wrong before.
  ///
  /// Shape: relative paths of the file belong to `folder`, those of other files to theirs.
  public static func check(
    _ source: SourceFile, registry: Registry, folder: String = ".", for purpose: Purpose = .run,
    in surroundings: Surroundings = Surroundings(), tests: SourceFile? = nil
  ) -> CheckResult {
    let loader = Loader(source, folder: folder, surroundings, registry)
    guard let root = loader.load() else {
      return CheckResult(plan: nil, findings: loader.findings.sorted, graph: nil)
    }
    var reader = FileReader(loader)
    reader.read(root)
    let beside = tests.map { reader.read(tests: $0) }
    var checker = Checker(loader, registry: registry, purpose: purpose)
    checker.findings = loader.findings
    if let beside { checker.findings.append(contentsOf: beside) }
    checker.findings.append(contentsOf: reader.findings)
    let plan = checker.check(reader.file)
    let findings = loader.veil.told(checker.findings.sorted.unique)
    let isGood = !checker.findings.hasErrors
    return CheckResult(
      plan: isGood ? plan : nil, findings: findings,
      graph: isGood ? PipelineGraph(checker) : nil)
  }

  private mutating func check(_ file: PipelineFile) -> Plan? {
    var file = file
    adaptToTrial(&file)
    lost = file.lost
    hasLostFile = file.hasLostFile
    checkIDs(file)
    giveNames(&file)
    addExpression(to: &file)
    resolveLookups(file.lookups)
    for declaration in file.sources { resolveSource(declaration) }
    resolveTree(file)
    flowFields()
    reportUnusedLookups(file.lookups)
    checkTests(file.tests)
    var files: [UsedFile] = []
    if case .run = purpose { files = checkFiles() }
    guard !findings.hasErrors else { return nil }
    reportUnread()
    noteSinksOfMainChain()
    putFixtures()
    adapt(&file)
    guard !findings.hasErrors else { return nil }
    var plan = Plan(name: source.name, label: loader.label)
    plan.veil = loader.veil
    plan.files = files
    plan.run = file.run
    plan.tests = tests
    plan.run.checkpoint?.resolve(in: loader.folder(of: nil))
    var planner = Planner(checker: self, plan: plan)
    plan = planner.make()
    findings.append(contentsOf: planner.findings)
    return plan
  }

  mutating func report(_ mistake: Mistake, _ span: SourceSpan?) {
    findings.append(mistake.finding(at: span))
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
      name: name, path: declaration.path?.text, folder: loader.folder(of: declaration.name.span),
      options: options.values)
    let isWhole = entry.spec.options.allSatisfy {
      $0.isOptional || options.values[$0.name] != nil
    }
    let download = download(declaration)
    // The line of an address may have keys in it, which are not shown.
    let dataSpan = download == nil ? declaration.path?.span : declaration.name.span
    lookups.append(
      LookupPlan(
        name: name, entry: entry, setup: setup,
        interface: isWhole ? entry.interfaceOf(setup) : entry.interface,
        span: dataSpan ?? options.spans["values"] ?? declaration.name.span,
        isWhole: isWhole, freshness: declaration.freshness, download: download))
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
        useMentioned(in: text)
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
      if !lookupNames.contains(name.text), !hasLostFile {
        report(.unknownLookup(name.text, valid: lookupNames), name.span)
        useNearest(to: name.text)
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

  /// Counts the lookup that a name was probably meant for as used: its being unused is no mistake of
  /// its own.
  mutating func useNearest(to name: String) {
    if let near = Mistake.closest(name, lookupNames) { usedLookups.insert(near) }
  }

  private mutating func shippedLookup(_ entry: LookupEntry, _ span: SourceSpan) -> Int {
    if let index = shippedLookups[entry.spec.name] { return index }
    let name = "\(entry.spec.name) (shipped)"
    lookups.append(
      LookupPlan(
        name: name, entry: entry,
        setup: LookupSetup(name: name, path: nil, folder: loader.folder(of: nil)),
        interface: entry.interface,
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
