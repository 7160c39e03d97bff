import DiagnosticKit
import EventModel
import MarkedYAML
import StageKit

extension Checker {
  /// Puts other files in the place of those that lookups name.
  mutating func adaptToTrial(_ file: inout PipelineFile) {
    guard let wish = purpose.trial else { return }
    for place in file.lookups.indices {
      guard let path = wish.paths[file.lookups[place].name.text] else { continue }
      let span = file.lookups[place].path?.span ?? file.lookups[place].name.span
      file.lookups[place].path = Placed(text: path, span: span, node: Node.plain(path, span))
      file.lookups[place].hasPath = true
    }
  }

  /// Adds the expression of a trial, as a branch of its own, so that nothing else changes; all names
  /// are given.
  mutating func addExpression(to file: inout PipelineFile) {
    guard let expression = purpose.trial?.expression else { return }
    let id = TrialExpression.id
    let span = SourceSpan(file: nil, line: 1, column: 1)
    func placed(_ text: String) -> Placed {
      Placed(text: text, span: span, node: Node.plain(text, span))
    }
    var stage = ComponentDeclaration(role: .stage, span: span, use: placed("set"))
    stage.id = placed(id)
    stage.name = id
    let value = Node(.scalar(Scalar(text: expression.text, style: .literal)), span: span)
    let fields = Node(.mapping([Entry(key: Node.plain(id, span), value: value)]), span: span)
    stage.options = [Entry(key: Node.plain("fields", span), value: fields)]
    if let from = expression.place ?? mainEnd(of: file) {
      stage.from = [placed(from)]
      stage.keys["from"] = span
    }
    var sink = ComponentDeclaration(role: .sink, span: span, use: placed("discard"))
    sink.id = placed(id + "-sink")
    sink.name = id + "-sink"
    sink.from = [placed(id)]
    sink.keys["from"] = span
    file.stages.append(stage)
    file.sinks.append(sink)
  }

  /// The name of the last stage of the main chain, which may be meant from now on; nil when there is
  /// none.
  private mutating func mainEnd(of file: PipelineFile) -> String? {
    let branch = file.stages.indices.dropFirst().first { file.stages[$0].keys["from"] != nil }
    let last = (branch ?? file.stages.endIndex) - 1
    guard last >= 0 else { return nil }
    ambiguousNames[file.stages[last].name] = nil
    return file.stages[last].name
  }

  /// What somebody wants to see behind a stage.
  func looksAt(_ stage: Int) -> Set<String>? {
    guard let wanted = purpose.trial?.looksAt else { return nil }
    var own = wanted[stages[stage].id] ?? []
    let id = TrialExpression.id
    if purpose.trial?.expression != nil, stages[stage].id == id { own.insert(id) }
    return stage == mainEnd ? own.union(wanted[nil] ?? []) : own
  }

  /// The same, when the main chain has no stages.
  var looksAtRoot: Set<String>? { mainEnd == nil ? purpose.trial?.looksAt[nil] : nil }

  // MARK: fixtures

  /// Puts the tables of a test in the place of lookups; the types of fields stay those of the file.
  mutating func putFixtures() {
    guard let fixtures = purpose.trial?.fixtures, !fixtures.isEmpty else { return }
    for place in lookups.indices where !lookups[place].isShipped {
      guard let fixture = fixtures[lookups[place].name] else { continue }
      let interface = lookups[place].interface
      let asked = askedColumns(ofLookup: place)
      lookups[place].entry = LookupEntry(
        spec: lookups[place].entry.spec, interface: interface
      ) { _ throws(Failure) in
        do throws(LookupError) { return try fixture.table(interface, asked: asked) } catch {
          throw Failure(.lookup, error.message)
        }
      }
      lookups[place].freshness = LookupOptions()
    }
  }

  /// The columns of a lookup that stages and expressions ask for.
  func askedColumns(ofLookup place: Int) -> [TableColumn] {
    var columns: [TableColumn] = []
    for stage in stages {
      for map in stage.fieldMaps {
        let need = stage.options.needs.first { $0.spec.name == map.need }
        guard need?.lookups.contains(place) == true,
          !columns.contains(where: { $0.name == map.source })
        else { continue }
        columns.append(TableColumn(map.source, map.field.type))
      }
    }
    for asked in columnUses where asked.use.lookup == place {
      guard !columns.contains(where: { $0.name == asked.use.column }) else { continue }
      columns.append(TableColumn(asked.use.column, asked.use.type))
    }
    return columns
  }
}
