import StageKit

extension PipelineGraph {
  /// The graph of a pipeline in which nothing is wrong.
  init(_ checker: Checker) {
    let sinks = checker.sinks.filter { !$0.isLeftOut }
    let stageStart = checker.sources.count
    let sinkStart = stageStart + checker.stages.count
    var edges: [Edge] = []
    func connect(
      _ upstream: Upstream?, to place: Int, _ names: [String], _ extent: Edge.Extent
    ) {
      switch upstream {
      case .stage(let from):
        edges.append(Edge(from: stageStart + from, to: place, fields: names, extent: extent))
      case .sources(let sources):
        for source in sources {
          let own = Set(checker.sources[source].outputs.map(\.field.name))
          let fields = names.filter(own.contains)
          edges.append(Edge(from: source, to: place, fields: fields, extent: extent))
        }
      case nil: break
      }
    }
    for (place, stage) in checker.stages.enumerated() {
      connect(
        stage.upstream, to: stageStart + place, stage.incoming.listed(stage.reads), .some)
    }
    for (place, sink) in sinks.enumerated() {
      connect(sink.upstream, to: sinkStart + place, sink.incoming.listed(sink.reads), sink.extent)
    }
    let hide = checker.loader.veil.hidden
    name = checker.source.name
    parts =
      checker.sources.map { Part($0, hide) } + checker.stages.map { Part($0, checker, hide) }
      + sinks.map { Part($0, checker, hide) }
    self.edges = edges
  }
}

extension PipelineGraph.Part {
  fileprivate init(_ source: SourceDraft, _ hide: (String) -> String) {
    let names = source.outputs.filter { !$0.isOnDemand }.map(\.field.name)
    self.init(
      id: source.declaration.name, kind: .source, use: source.entry?.spec.name ?? "",
      format: source.format?.spec.name, about: source.declaration.about.map { hide($0.text) },
      when: [], lookups: [], makes: names, isTrunk: false)
  }

  fileprivate init(_ stage: StageDraft, _ checker: Checker, _ hide: (String) -> String) {
    let groups = stage.groups.compactMap { checker.groups[$0].declaration.when?.text }
    let conditions = groups + (stage.declaration.when.map { [$0.text] } ?? [])
    let wanted = stage.outputs.filter { !$0.isOnDemand || stage.needed.contains($0.field.name) }
    self.init(
      id: stage.id, kind: .stage, use: stage.entry?.spec.name ?? "", format: nil,
      about: stage.declaration.about.map { hide($0.text) },
      when: conditions.map { hide($0).onOneLine },
      lookups: stage.asked.map { checker.lookups[$0].name },
      makes: wanted.map(\.field.name), isTrunk: stage.declaration.keys["from"] == nil)
  }

  fileprivate init(_ sink: SinkDraft, _ checker: Checker, _ hide: (String) -> String) {
    self.init(
      id: sink.id, kind: sink.upstream == nil ? .failedSink : .sink,
      use: sink.entry?.spec.name ?? "", format: sink.format?.spec.name,
      about: sink.declaration.about.map { hide($0.text) },
      when: sink.declaration.when.map { [hide($0.text).onOneLine] } ?? [],
      lookups: sink.asked.map { checker.lookups[$0].name }, makes: [], isTrunk: false)
  }
}

extension SinkDraft {
  fileprivate var extent: PipelineGraph.Edge.Extent {
    switch format?.columns {
    case .available?, .availableAnd?:
      declaration.only == nil ? .all(but: declaration.except?.map(\.text) ?? []) : .some
    default: .some
    }
  }
}

extension FieldFlow {
  /// Those of some names that are known here, in order.
  fileprivate func listed(_ wanted: Set<String>) -> [String] {
    sorted.map(\.field.name).filter { wanted.contains($0) && $0 != Checker.othersField }
  }
}

extension String {
  /// Without line breaks and what is indented behind them.
  fileprivate var onOneLine: String {
    split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
