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
  var findings = Findings()
  var lookups: [LookupPlan] = []
  var usedLookups: Set<Int> = []
  var sources: [SourceDraft] = []
  var stages: [StageDraft] = []
  var sinks: [SinkDraft] = []
  var rootChildren: [Int] = []
  var rootSinks: [Int] = []
  /// Names of plugins that several components without an id have.
  var ambiguousNames: Set<String> = []

  init(_ source: SourceFile, registry: Registry, folder: String) {
    self.source = source
    self.registry = registry
    self.folder = folder
  }

  /// Checks a file; makes stages, formats, sources and sinks only when nothing is wrong before.
  public static func check(
    _ source: SourceFile, registry: Registry, folder: String = "."
  ) -> CheckResult {
    let parsed = MarkedYAML.parse(source)
    guard let root = parsed.tree else {
      return CheckResult(plan: nil, findings: parsed.findings.sorted)
    }
    var reader = FileReader()
    reader.read(root)
    var checker = Checker(source, registry: registry, folder: folder)
    checker.findings = parsed.findings
    checker.findings.append(contentsOf: reader.findings)
    let plan = checker.check(reader.file)
    return CheckResult(
      plan: checker.findings.hasErrors ? nil : plan, findings: checker.findings.sorted)
  }

  private mutating func check(_ file: PipelineFile) -> Plan? {
    var file = file
    checkIDs(file.sources + file.stages + file.sinks)
    giveNames(&file)
    resolveLookups(file.lookups)
    for declaration in file.sources { resolveSource(declaration) }
    resolveTree(file)
    reportUnusedLookups()
    flowFields()
    guard !findings.hasErrors else { return nil }
    var plan = Plan(name: source.name, label: label)
    plan.run = file.run
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
    for component in components {
      guard let id = component.id else { continue }
      if !Checker.isID(id.text) { report(.badID(id.text), id.span) }
      if id.text == "failed" { report(.reservedID, id.span) }
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
    let all = file.sources + file.stages + file.sinks
    var taken = Set(all.compactMap(\.id?.text))
    var used: [String: Int] = [:]
    for component in file.sources + file.stages where component.id == nil {
      used[component.use.text, default: 0] += 1
    }
    ambiguousNames = Set(used.filter { $0.value > 1 }.keys)
    func name(_ component: inout ComponentDeclaration) {
      var candidate = component.id?.text ?? component.use.text
      var number = 2
      while component.id == nil, taken.contains(candidate) {
        candidate = "\(component.use.text)-\(number)"
        number += 1
      }
      taken.insert(candidate)
      component.name = candidate
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
      guard let entry = registry.lookup(declaration.use.text) else {
        report(
          .unknownPlugin(
            declaration.use.text, kind: "lookup", valid: registry.lookups.map(\.spec.name)),
          declaration.use.span)
        continue
      }
      let setup = LookupSetup(
        name: declaration.name.text, path: declaration.path?.text, folder: folder)
      lookups.append(
        LookupPlan(
          name: declaration.name.text, entry: entry, setup: setup,
          span: declaration.path?.span ?? declaration.span))
      if let path = declaration.path?.text, path.isEmpty {
        report(.badValue("", option: "path", wanted: "a path"), declaration.path?.span)
      }
    }
  }

  private mutating func reportUnusedLookups() {
    for (index, lookup) in lookups.enumerated() where !usedLookups.contains(index) {
      report(.unusedLookup(lookup.name), lookup.span)
    }
  }

  /// Connects the lookups that a stage names, and those that ship with the program.
  mutating func resolveNeeds(
    _ checker: OptionChecker, stage: ComponentDeclaration
  ) -> CheckedOptions {
    var options = checker.options
    for need in checker.spec.needs {
      if let name = checker.lookupNames.first(where: { $0.spec.name == need.name })?.name {
        guard let index = lookups.firstIndex(where: { $0.name == name.text }) else {
          report(.unknownLookup(name.text, valid: lookups.map(\.name)), name.span)
          continue
        }
        usedLookups.insert(index)
        let found = lookups[index].entry.interface
        if found != need.interface {
          report(.wrongInterface(name.text, is: found, wanted: need.interface), name.span)
        }
        options.use(need, lookup: index)
      } else if let shipped = need.shipped, let entry = registry.lookup(shipped) {
        options.use(need, lookup: shippedLookup(entry, stage.use.span))
      } else if !need.isOptional {
        report(
          .missingLookup(need.name, stage: stage.use.text, interface: need.interface),
          stage.use.span)
      }
    }
    return options
  }

  private mutating func shippedLookup(_ entry: LookupEntry, _ span: SourceSpan) -> Int {
    let name = "\(entry.spec.name) (shipped)"
    if let index = lookups.firstIndex(where: { $0.name == name }) { return index }
    lookups.append(
      LookupPlan(
        name: name, entry: entry,
        setup: LookupSetup(name: name, path: nil, folder: folder), span: span))
    usedLookups.insert(lookups.count - 1)
    return lookups.count - 1
  }
}
