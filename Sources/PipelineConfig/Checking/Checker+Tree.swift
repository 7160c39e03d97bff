import DiagnosticKit
import EventModel
import MarkedYAML
import StageKit

extension Checker {
  /// Resolves stages and sinks and hangs each on what it takes from.
  mutating func resolveTree(_ file: PipelineFile) {
    var names = TreeNames(file: file, sources: sources.map(\.declaration.name))
    var above: Upstream? = .sources(Array(sources.indices))
    var mainEnd = above
    var isMain = true
    for (place, declaration) in file.stages.enumerated() {
      var upstream = above
      if !declaration.from.isEmpty {
        upstream = resolveFrom(declaration, &names, isFirst: place == 0)
        if place > 0 { isMain = false }
      }
      guard let draft = resolveStage(declaration, upstream: upstream) else {
        names.stages[declaration.name] = .some(nil)
        continue
      }
      stages.append(draft)
      let index = stages.count - 1
      names.stages[declaration.name] = .some(index)
      attach(stage: index, to: upstream)
      above = .stage(index)
      if isMain { mainEnd = above }
    }
    for declaration in file.sinks {
      resolveSink(declaration, names: &names, mainEnd: mainEnd)
    }
    addFailedSink(file)
    reportDeadEnds()
  }

  private mutating func attach(stage index: Int, to upstream: Upstream?) {
    switch upstream {
    case .sources: rootChildren.append(index)
    case .stage(let parent): stages[parent].children.append(index)
    case nil: break
    }
  }

  private mutating func resolveStage(
    _ declaration: ComponentDeclaration, upstream: Upstream?
  ) -> StageDraft? {
    if declaration.use.text.hasPrefix("./") || declaration.use.text.hasPrefix("../") {
      report(.stageFile(declaration.use.text), declaration.use.span)
      return nil
    }
    guard let entry = registry.stage(declaration.use.text) else {
      report(
        .unknownPlugin(
          declaration.use.text, kind: "stage", valid: registry.stages.map(\.spec.name)),
        declaration.use.span)
      return nil
    }
    var checker = OptionChecker(
      spec: entry.spec, owner: "stage '\(declaration.use.text)'", grammar: Grammar.stage)
    checker.check(declaration.options, span: declaration.use.span)
    findings.append(contentsOf: checker.findings)
    let draft = StageDraft(
      declaration: declaration, entry: entry,
      options: resolveNeeds(checker, stage: declaration),
      upstream: upstream ?? .sources([]))
    if let policy = declaration.onError { draft.onError = errorPolicy(policy) }
    return draft
  }

  private mutating func errorPolicy(_ text: Placed) -> ErrorPolicy {
    if let policy = ErrorPolicy(rawValue: text.text) { return policy }
    if Grammar.onError.notYet.contains(text.text) {
      report(.notYet(text.text, place: "'on_error'"), text.span)
    } else {
      report(
        .badValue(text.text, option: "on_error", wanted: "fail | continue | drop"), text.span)
    }
    return .fail
  }

  private mutating func resolveFrom(
    _ declaration: ComponentDeclaration, _ names: inout TreeNames, isFirst: Bool
  ) -> Upstream? {
    if declaration.from.count > 1 {
      let places = declaration.from.map { names.sources.firstIndex(of: $0.text) }
      guard isFirst, declaration.role == .stage, !places.contains(nil) else {
        report(.fromNotFirst, declaration.from.first?.span)
        return nil
      }
      return .sources(places.compactMap { $0 })
    }
    guard let from = declaration.from.first else { return nil }
    if ambiguousNames.contains(from.text) {
      report(.idNeeded(from.text), from.span)
      return nil
    }
    if let source = names.sources.firstIndex(of: from.text) { return .sources([source]) }
    if let stage = names.stages[from.text] { return stage.map { .stage($0) } }
    report(names.mistake(from.text, of: declaration), from.span)
    return nil
  }

  // MARK: sinks

  private mutating func resolveSink(
    _ declaration: ComponentDeclaration, names: inout TreeNames, mainEnd: Upstream?
  ) {
    guard let entry = registry.sink(declaration.use.text) else {
      report(
        .unknownPlugin(declaration.use.text, kind: "sink", valid: registry.sinks.map(\.spec.name)),
        declaration.use.span)
      return
    }
    let isFailed = declaration.from.map(\.text) == ["failed"]
    var upstream = isFailed ? nil : mainEnd
    if !isFailed, !declaration.from.isEmpty {
      upstream = resolveFrom(declaration, &names, isFirst: false)
      if upstream == nil { return }
    }
    let options = checkOptions(
      entry.spec, "sink '\(declaration.use.text)'", Grammar.sink, declaration.options,
      declaration.use.span)
    let (format, formatOptions) = sinkFormat(declaration, entry, isFailed: isFailed)
    if entry.takesFormat, format == nil { return }
    if declaration.only != nil, let except = declaration.except {
      report(.onlyAndExcept, except.first?.span ?? declaration.use.span)
    }
    sinks.append(
      SinkDraft(
        declaration: declaration, entry: entry, format: format, options: options,
        formatOptions: formatOptions, upstream: upstream))
    switch upstream {
    case .sources: rootSinks.append(sinks.count - 1)
    case .stage(let parent): stages[parent].sinks.append(sinks.count - 1)
    case nil: break
    }
  }

  private mutating func sinkFormat(
    _ declaration: ComponentDeclaration, _ entry: SinkEntry, isFailed: Bool
  ) -> (FormatEntry?, CheckedOptions) {
    guard entry.takesFormat else {
      if let format = declaration.format {
        report(.formatNotTaken("sink '\(declaration.use.text)'"), format.use.span)
      }
      return (nil, CheckedOptions())
    }
    let name = declaration.format?.use.text ?? (isFailed ? "failed_json" : nil)
    let span = declaration.format?.use.span ?? declaration.use.span
    guard let name else {
      report(.formatNeeded("sink '\(declaration.name)'"), span)
      return (nil, CheckedOptions())
    }
    let valid = registry.formats.filter { $0.makeOutput != nil && $0.isForFailed == isFailed }
    guard let format = valid.first(where: { $0.spec.name == name }) else {
      report(
        .unknownPlugin(
          name, kind: isFailed ? "format for failed events" : "output format",
          valid: valid.map(\.spec.name)), span)
      return (nil, CheckedOptions())
    }
    let options = checkOptions(
      format.spec, "format '\(name)'", Grammar.Keys(known: ["use"], notYet: []),
      declaration.format?.options ?? [], span)
    return (format, options)
  }

  /// Without a failed sink, failed events go to a file in the working folder.
  private mutating func addFailedSink(_ file: PipelineFile) {
    let isThere = file.sinks.contains { $0.from.map(\.text) == ["failed"] }
    if !file.sinks.isEmpty,
      file.sinks.allSatisfy({ $0.from.map(\.text) == ["failed"] }),
      let first = file.sinks.first
    {
      report(.noGoodSink, first.use.span)
    }
    guard !isThere, let entry = registry.sink("files"),
      let format = registry.outputFormat("failed_json"), let span = file.sinks.first?.span
    else { return }
    report(.implicitFailedSink, file.sinks.last?.use.span)
    let text = Placed(text: "files", span: span, node: Node.plain("files", span))
    var declaration = ComponentDeclaration(role: .sink, span: span, use: text)
    declaration.name = "failed"
    var options = CheckedOptions()
    for option in entry.spec.options {
      if let value = option.defaultValue { options.values[option.name] = value }
    }
    options.values["path"] = .text("failed.ndjson")
    options.values["if_exists"] = .text("number")
    options.values["mode"] = .text("private")
    let draft = SinkDraft(
      declaration: declaration, entry: entry, format: format, options: options,
      formatOptions: CheckedOptions(), upstream: nil)
    draft.isLazy = true
    sinks.append(draft)
  }

  private mutating func reportDeadEnds() {
    for stage in stages where stage.children.isEmpty && stage.sinks.isEmpty {
      report(.noSinkReached(stage.id), stage.declaration.use.span)
    }
  }
}

extension FormatEntry {
  /// Whether it writes failed events.
  var isForFailed: Bool {
    if case .failedEvents = columns { true } else { false }
  }
}

extension Node {
  /// A node that stands in no file.
  static func plain(_ text: String, _ span: SourceSpan) -> Node {
    Node(.scalar(Scalar(text: text, style: .plain)), span: span)
  }
}

/// The names that `from` can mean.
struct TreeNames {
  let sources: [String]
  /// Stages above; nil for one that could not be resolved.
  var stages: [String: Int?] = [:]
  private let allStages: [String]
  private let allSinks: [String]

  init(file: PipelineFile, sources: [String]) {
    self.sources = sources
    allStages = file.stages.map(\.name)
    allSinks = file.sinks.map(\.name)
  }

  /// What is wrong with a `from` that could not be resolved.
  func mistake(_ name: String, of declaration: ComponentDeclaration) -> Mistake {
    if name == "failed" { return .failedIsSource }
    if declaration.role == .stage {
      if name == declaration.name { return .fromSelf(name) }
      if allStages.contains(name) { return .fromLater(name) }
    }
    if allSinks.contains(name) { return .fromSink(name) }
    return .unknownID(name, valid: sources + allStages)
  }
}
