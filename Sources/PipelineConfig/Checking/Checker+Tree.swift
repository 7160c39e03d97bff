import DiagnosticKit
import EventModel
import MarkedYAML
import StageKit

extension Checker {
  /// Resolves stages and sinks and hangs each on what it takes from.
  mutating func resolveTree(_ file: PipelineFile) {
    var names = TreeNames(file: file, ambiguous: ambiguousNames)
    var above: Upstream? = .sources(Array(sources.indices))
    var mainEnd = above
    var isMain = true
    groups = file.groups.map { GroupDraft(declaration: $0) }
    for (place, declaration) in file.stages.enumerated() {
      var upstream = above
      if declaration.keys["from"] != nil {
        upstream = resolveFrom(declaration, names, isFirst: place == 0)
        if place > 0 { isMain = false }
      }
      stages.append(resolveStage(declaration, upstream: upstream, file.run.onError))
      names.stages[declaration.name] = place
      stages[place].groups = file.groups(of: declaration)
      for group in file.groups where group.last == place { names.stages[group.name] = place }
      attach(stage: place, to: upstream)
      above = .stage(place)
      if isMain { mainEnd = above }
    }
    if case .stage(let place)? = mainEnd { self.mainEnd = place }
    for declaration in file.sinks { resolveSink(declaration, names, mainEnd: mainEnd) }
    addFailedSink(file)
    reportDeadEnds()
  }

  /// Below branches a sink without `from` is easily taken for one of the last stage. Where no branch
  /// takes from the end of the chain the sink must be meant for it: else nothing would.
  mutating func noteSinksOfMainChain() {
    guard let mainEnd, !stages[mainEnd].children.isEmpty, let last = stages.last else { return }
    for sink in sinks where !sink.declaration.takesFailed && sink.declaration.keys["from"] == nil {
      report(
        .ofMainChain(sink: sink.id, end: stages[mainEnd].id, last: last.id),
        sink.declaration.use.span)
    }
  }

  private mutating func attach(stage index: Int, to upstream: Upstream?) {
    switch upstream {
    case .sources: rootChildren.append(index)
    case .stage(let parent): stages[parent].children.append(index)
    case nil: break
    }
  }

  private mutating func resolveStage(
    _ declaration: ComponentDeclaration, upstream: Upstream?, _ onError: ErrorPolicy
  ) -> StageDraft {
    let entry = registry.stage(declaration.use.text)
    reportUnknown(declaration, entry?.spec, kind: "stage", valid: registry.stages.map(\.spec))
    var options = CheckedOptions()
    if let entry {
      var checker = OptionChecker(
        spec: entry.spec, owner: "stage '\(declaration.use.text)'",
        grammar: entry.spec.mayAskLookups ? Grammar.stage : Grammar.stageWithoutLookups)
      checker.check(declaration.options, span: declaration.use.span)
      findings.append(contentsOf: checker.findings)
      hide(checker.secrets)
      options = resolveNeeds(checker, stage: declaration)
      if checker.findings.hasErrors { useMentioned(declaration.options) }
    } else {
      useMentioned(declaration.options)
    }
    let draft = StageDraft(
      declaration: declaration, entry: entry, options: options, upstream: upstream)
    if entry == nil, let when = declaration.when { useMentioned(in: when.text) }
    draft.isWhole = entry != nil
    draft.onError = declaration.onError ?? onError
    return draft
  }

  /// Nil when it could not be resolved, which is said then.
  private mutating func resolveFrom(
    _ declaration: ComponentDeclaration, _ names: TreeNames, isFirst: Bool
  ) -> Upstream? {
    let isList = declaration.from.count > 1
    if isList, !isFirst || declaration.role != .stage {
      let failed = declaration.from.first { $0.text == "failed" && declaration.role == .sink }
      report(
        failed == nil ? .fromNotFirst : .failedInList,
        failed?.span ?? declaration.from.first?.span)
      hasUnknownFrom = true
      return nil
    }
    var places: [Int] = []
    for from in declaration.from {
      switch names.resolve(from.text, of: declaration) {
      case .success(.sources(let found)): places += found
      case .success(.stage(let place)): return .stage(place)
      case .failure(let problem): problem.mistake.map { report($0, from.span) }
      }
    }
    if places.count == declaration.from.count, !places.isEmpty { return .sources(places) }
    hasUnknownFrom = true
    return nil
  }

  // MARK: sinks

  private mutating func resolveSink(
    _ declaration: ComponentDeclaration, _ names: TreeNames, mainEnd: Upstream?
  ) {
    let entry = registry.sink(declaration.use.text)
    reportUnknown(declaration, entry?.spec, kind: "sink", valid: registry.sinks.map(\.spec))
    let isFailed = declaration.takesFailed
    var upstream = isFailed ? nil : mainEnd
    if !isFailed, declaration.keys["from"] != nil {
      upstream = resolveFrom(declaration, names, isFirst: false)
    }
    let options = checkOptions(
      entry?.spec, "sink '\(declaration.use.text)'",
      entry?.writesFiles == false ? Grammar.sinkWithoutFiles : Grammar.sink, declaration.options,
      declaration.use.span)
    let isKnown = isFailed || upstream != nil
    let (format, formatOptions) = sinkFormat(declaration, entry, isKnown: isKnown)
    checkColumnKeys(declaration, format)
    checkFileKeys(declaration, entry)
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

  /// Keys that choose events or fields where there is nothing to choose.
  private mutating func checkColumnKeys(
    _ declaration: ComponentDeclaration, _ format: FormatEntry?
  ) {
    if declaration.takesFailed {
      for key in ["when", "only", "except"] {
        if let span = declaration.keys[key] { report(.onFailedSink(key), span) }
      }
      return
    }
    if declaration.only != nil, declaration.except != nil {
      let places = [declaration.place("only"), declaration.place("except")]
      report(.onlyAndExcept, places[0].isBefore(places[1]) ? places[1] : places[0])
    }
    guard declaration.hasUse, let entry = registry.sink(declaration.use.text) else { return }
    let owner: String
    switch format?.columns {
    case .available, .availableAnd: return
    case nil where entry.takesFormat: return
    case nil: owner = "sink '\(declaration.use.text)' writes no fields"
    default: owner = "format '\(format?.spec.name ?? "")' has its own columns"
    }
    for key in ["only", "except"] {
      if let span = declaration.keys[key] { report(.keyNotTaken(key, owner: owner), span) }
    }
  }

  /// Keys for files where there are none.
  private mutating func checkFileKeys(_ declaration: ComponentDeclaration, _ entry: SinkEntry?) {
    guard let entry, !entry.writesFiles else { return }
    for key in Grammar.fileKeys {
      guard let span = declaration.keys[key] else { continue }
      report(.keyNotTaken(key, owner: "sink '\(entry.spec.name)' writes no files"), span)
    }
  }

  /// `isKnown`: whether it is known if the sink takes good or failed events.
  private mutating func sinkFormat(
    _ declaration: ComponentDeclaration, _ entry: SinkEntry?, isKnown: Bool
  ) -> (FormatEntry?, CheckedOptions) {
    guard let entry else { return (nil, CheckedOptions()) }
    let isFailed = declaration.takesFailed
    guard entry.takesFormat else {
      if declaration.keys["format"] != nil {
        report(
          .formatNotTaken("sink '\(declaration.use.text)'"), declaration.place("format"))
      }
      return (nil, CheckedOptions())
    }
    let isStated = declaration.keys["format"] != nil
    guard let name = declaration.format?.use.text ?? (isFailed && !isStated ? "failed_json" : nil)
    else {
      if !isStated, isKnown {
        report(.formatNeeded("sink '\(declaration.name)'"), declaration.use.span)
      }
      return (nil, CheckedOptions())
    }
    let span = declaration.format?.use.span ?? declaration.use.span
    let valid = registry.formats.filter {
      $0.makeOutput != nil && ($0.isForFailed == isFailed || !isKnown)
    }
    guard let format = valid.first(where: { $0.spec.name == name }) else {
      let names = valid.map(\.spec.name)
      let isOther = !isFailed && registry.outputFormat(name) != nil
      report(
        isOther
          ? .failedFormat(name, valid: names)
          : .unknownPlugin(
            name, kind: isFailed ? "format for failed events" : "output format", valid: names),
        span)
      return (nil, CheckedOptions())
    }
    let options = checkOptions(
      format.spec, "format '\(name)'", Grammar.format, declaration.format?.options ?? [], span)
    return (format, options)
  }

  /// Without a failed sink, failed events go to a file in the working folder.
  private mutating func addFailedSink(_ file: PipelineFile) {
    guard !file.sinks.isEmpty, !lost.contains(.sink), !hasUnknownFrom else { return }
    if file.sinks.allSatisfy(\.takesFailed), let first = file.sinks.first {
      report(.noGoodSink, first.use.span)
    }
    guard !file.sinks.contains(where: \.takesFailed), !purpose.isFilter,
      let entry = registry.sink("files"),
      let format = registry.outputFormat("failed_json"), let span = file.sinks.first?.span
    else { return }
    report(.implicitFailedSink, file.sinks.last?.use.span)
    let text = Placed(text: "files", span: span, node: Node.plain("files", span))
    var declaration = ComponentDeclaration(role: .sink, span: span, use: text)
    declaration.name = "failed"
    var options = CheckedOptions(defaultsOf: entry.spec)
    options.values["path"] = .text("failed.ndjson")
    options.values["if_exists"] = .text("number")
    options.values["mode"] = .text("private")
    let draft = SinkDraft(
      declaration: declaration, entry: entry, format: format, options: options,
      formatOptions: CheckedOptions(), upstream: nil)
    draft.isLazy = true
    sinks.append(draft)
  }

  /// Silent when a sink or a `from` is not known, or when no sink takes good events at all.
  private mutating func reportDeadEnds() {
    let takers = sinks.filter { !$0.declaration.takesFailed && !$0.isLazy }
    guard !lost.contains(.sink), !hasUnknownFrom, !takers.isEmpty else { return }
    for stage in stages where stage.children.isEmpty && stage.sinks.isEmpty {
      report(.noSinkReached(stage.id, kind: "stage"), stage.declaration.use.span)
    }
    let upstreams = rootChildren.map { stages[$0].upstream } + rootSinks.map { sinks[$0].upstream }
    var reached: Set<Int> = []
    for case .sources(let places)? in upstreams { reached.formUnion(places) }
    for (place, source) in sources.enumerated() where !reached.contains(place) {
      report(
        .noSinkReached(source.declaration.name, kind: "source"), source.declaration.use.span)
    }
  }
}

extension PipelineFile {
  /// The groups that a stage stands in, outer ones first.
  fileprivate func groups(of stage: ComponentDeclaration) -> [Int] {
    var found: [Int] = []
    var place = stage.group
    while let group = place {
      found.append(group)
      place = groups[group].parent
    }
    return found.reversed()
  }
}

extension SinkEntry {
  /// Whether it writes files: it then has a path.
  var writesFiles: Bool { spec.options.contains { $0.type == .pathTemplate } }
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
