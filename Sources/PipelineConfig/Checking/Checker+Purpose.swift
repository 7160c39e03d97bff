import DiagnosticKit
import StageKit

extension Checker {
  /// Makes of a pipeline without mistakes what it is to be used for.
  mutating func adapt(_ file: inout PipelineFile) {
    switch purpose {
    case .run, .trial: break
    case .filter(let wish): makeFilter(wish, &file)
    case .replay(let files): makeReplay(files, &file.run)
    }
  }

  // MARK: filter

  /// Leaves one way through the tree: from stdin to one sink, which becomes stdout.
  private mutating func makeFilter(_ wish: FilterWish, _ file: inout PipelineFile) {
    guard let sink = chosenSink(wish.sink), let source = chosenSource(wish.source, to: sink),
      let input = registry.source("stdin"), let output = registry.sink("stdout")
    else { return }
    for (place, draft) in sinks.enumerated() where draft.upstream != nil && place != sink {
      leaveOut(draft, place)
    }
    cutDeadStages()
    keep(source: source)
    sources[0].entry = input
    sources[0].options = CheckedOptions(defaultsOf: input.spec)
    mixFailures()
    sinks[sink].entry = output
    sinks[sink].options = CheckedOptions(defaultsOf: output.spec)
    for key in ["checkpoint", "listen"] {
      if let span = file.runKeys[key] { report(.notOfFilter(key), span) }
    }
    file.run.checkpoint = nil
    file.run.listen = nil
    file.run.order = .kept
  }

  private mutating func chosenSink(_ id: String?) -> Int? {
    let good = sinks.indices.filter { sinks[$0].upstream != nil }
    let place: Int
    if let id {
      guard let found = good.first(where: { sinks[$0].id == id }) else {
        report(.noSuchSink(id, valid: good.map { sinks[$0].id }), nil)
        return nil
      }
      place = found
    } else {
      if good.count > 1 {
        report(.filterNeedsSink(good.map { sinks[$0].id }), sinks[good[1]].declaration.use.span)
        return nil
      }
      place = good[0]
    }
    guard sinks[place].format != nil else {
      report(.filterWithoutLines(sinks[place].id), sinks[place].declaration.use.span)
      return nil
    }
    return place
  }

  private mutating func chosenSource(_ id: String?, to sink: Int) -> Int? {
    let reaching = sources(above: sinks[sink].upstream)
    let names = reaching.map { sources[$0].declaration.name }
    if let id {
      if let place = reaching.first(where: { sources[$0].declaration.name == id }) { return place }
      report(.sourceElsewhere(id, sink: sinks[sink].id, valid: names), nil)
      return nil
    }
    if reaching.count > 1 {
      report(
        .filterNeedsSource(names, sink: sinks[sink].id),
        sources[reaching[1]].declaration.use.span)
      return nil
    }
    return reaching.first
  }

  private func sources(above upstream: Upstream?) -> [Int] {
    var place = upstream
    while case .stage(let stage)? = place { place = stages[stage].upstream }
    if case .sources(let places)? = place { return places }
    return []
  }

  private mutating func leaveOut(_ sink: SinkDraft, _ place: Int) {
    sink.isLeftOut = true
    rootSinks.removeAll { $0 == place }
    for stage in stages { stage.sinks.removeAll { $0 == place } }
  }

  /// Cuts off the stages of which nothing gets to a sink any more; those below come first.
  private mutating func cutDeadStages() {
    for place in stages.indices.reversed() {
      guard stages[place].children.isEmpty, stages[place].sinks.isEmpty else { continue }
      rootChildren.removeAll { $0 == place }
      for stage in stages { stage.children.removeAll { $0 == place } }
    }
  }

  /// Forgets all other sources: what is left of the tree takes from this one.
  private mutating func keep(source: Int) {
    sources = [sources[source]]
    for stage in stages {
      if case .sources? = stage.upstream { stage.upstream = .sources([0]) }
    }
    for sink in sinks {
      if case .sources? = sink.upstream { sink.upstream = .sources([0]) }
    }
  }

  /// Failed events become lines of stdout when no sink takes them, or one that is stdout itself.
  private mutating func mixFailures() {
    let failed = sinks.filter { $0.declaration.takesFailed }
    let direct = failed.filter { $0.entry?.spec.name == "stdout" }
    for sink in direct { sink.isLeftOut = true }
    guard failed.isEmpty || !direct.isEmpty else { return }
    mixedFormat = direct.first?.format ?? registry.outputFormat("failed_json")
    mixedOptions = direct.first?.formatOptions ?? CheckedOptions()
  }

  // MARK: replay

  /// Has all sources read the files; no sink may write over what an earlier run has written.
  private mutating func makeReplay(_ files: [String], _ run: inout RunOptions) {
    guard let entry = registry.source("files") else { return }
    for place in sources.indices {
      sources[place].entry = entry
      sources[place].options = CheckedOptions(defaultsOf: entry.spec)
      sources[place].options.values["path"] = .list(files.map { .text(Checker.literal($0)) })
    }
    for sink in sinks {
      // Who is owed nothing gets no empty file beside the others.
      sink.isLazy = true
      if sink.entry?.spec.options.contains(where: { $0.name == "if_exists" }) == true {
        sink.options.values["if_exists"] = .text("number")
      }
    }
    run.checkpoint = nil
    run.listen = nil
    // All of them failed before: a share says nothing of them.
    run.stopIfFailed = nil
  }

  /// A path in which no character stands for others.
  private static func literal(_ path: String) -> String {
    var text = ""
    for character in path {
      if "*?[\\".contains(character) { text.append("\\") }
      text.append(character)
    }
    return text
  }
}
