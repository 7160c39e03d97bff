import DiagnosticKit
import EventModel
import Expressions
import MarkedYAML
import StageKit

/// A field on its way: what is known of it at one place of the tree.
struct FlowingField {
  let field: Field
  let isOnDemand: Bool
}

/// The fields that get to one place of the tree, in the order in which they were first written.
struct FieldFlow {
  /// False behind something that could not be resolved: there may be more fields than are known.
  var isWhole = true
  private(set) var order: [String] = []
  private var fields: [String: FlowingField] = [:]

  subscript(name: String) -> FlowingField? { fields[name] }

  /// Fields that are gone, with the stages that took them away.
  private(set) var removed: [String: String] = [:]

  mutating func remove(_ name: String, by stage: String) {
    guard fields[name] != nil else { return }
    order.removeAll { $0 == name }
    fields[name] = nil
    removed[name] = stage
  }

  mutating func add(_ field: Field, onDemand: Bool = false) {
    removed[field.name] = nil
    if fields[field.name] == nil { order.append(field.name) }
    fields[field.name] = FlowingField(field: field, isOnDemand: onDemand)
  }

  /// The names that a pipeline file can state.
  var names: [String] { order.filter { $0 != Checker.othersField } }

  /// The field of a name that stands in the pipeline file.
  func named(_ name: String) -> FlowingField? {
    name == Checker.othersField ? nil : fields[name]
  }

  /// All fields: Snowplow's columns in their order, then the others as they came.
  var sorted: [FlowingField] {
    let known = SnowplowFields.all.compactMap { fields[$0.name] }
    let own = order.filter { SnowplowFields.index[$0] == nil }.compactMap { fields[$0] }
    return known + own
  }
}

/// An option's value with its place.
struct CheckedOptions {
  var values: [String: OptionData] = [:]
  var spans: [String: SourceSpan] = [:]
  /// Places of the entries of lists.
  var itemSpans: [String: [SourceSpan]] = [:]
  var inputs: [(spec: InputSpec, field: String, span: SourceSpan)] = []
  var needs: [(spec: NeedSpec, lookups: [Int])] = []
  var conditions: [(name: String, text: Placed)] = []
  var assignments: [(name: String, members: [(field: Placed, value: Placed)])] = []
  var fieldMaps: [(spec: FieldMapSpec, members: [FieldMapMember])] = []
  /// Paths with expressions, as they stand.
  var templates: [(name: String, text: Placed)] = []
}

/// One entry of a map from fields to what lookups have.
struct FieldMapMember {
  let field: Placed
  let source: Placed
  let type: Placed?
}

/// The same with its lookup and type.
struct FieldMapDraft {
  let name: String
  let field: Field
  let need: String
  let source: String
  /// The field that is the source.
  var input: Field?
}

/// A field that an option of a stage names.
struct FieldUseDraft {
  let option: String
  let field: Field
  let removes: Bool
}

extension CheckedOptions {
  /// What holds when a file says nothing.
  init(defaultsOf spec: Spec) {
    for option in spec.options {
      if let value = option.defaultValue { values[option.name] = value }
    }
  }
}

/// A source whose names are resolved.
struct SourceDraft {
  let declaration: ComponentDeclaration
  /// Nil when there is no such plugin.
  var entry: SourceEntry?
  /// Nil when there is no such format.
  let format: FormatEntry?
  var options: CheckedOptions
  let formatOptions: CheckedOptions
  var fields: [SourceFieldDraft] = []
  var others = OtherKeys.keep
  /// What comes out.
  var outputs: [FlowingField] = []
  /// False when a field of it could not be read.
  var isWhole = true
}

struct SourceFieldDraft {
  let field: Field
  let path: [String]
  let isRequired: Bool
}

/// A stage whose names are resolved.
final class StageDraft {
  let declaration: ComponentDeclaration
  /// Nil when there is no such plugin.
  let entry: StageEntry?
  let options: CheckedOptions
  /// Nil when `from` could not be resolved.
  var upstream: Upstream?
  var children: [Int] = []
  var sinks: [Int] = []
  var onError = ErrorPolicy.fail
  /// Set by the flow of fields.
  var incoming = FieldFlow()
  /// What goes on from it; set by the flow of fields as well.
  var outgoing = FieldFlow()
  /// Whether all that it writes is known.
  var isWhole = true
  var when: CompiledExpression?
  var conditions: [String: CompiledExpression] = [:]
  var assignments: [(name: String, field: Field, expression: CompiledExpression)] = []
  var fieldMaps: [FieldMapDraft] = []
  var fieldUses: [FieldUseDraft] = []
  /// Fields that nothing below sees any more.
  var dropped: [String] = []
  /// Fields that are emptied for the events that take part, by place in `outputs`.
  var emptied: [String: Int] = [:]
  var outputs: [FlowingField] = []
  /// Set by the planner of columns.
  var needed: Set<String> = []
  /// Groups that it stands in, outer ones first, by place in the checker's groups.
  var groups: [Int] = []
  /// Fields that the conditions of groups read that begin with it.
  var groupReads: Set<String> = []
  /// Lookups that these conditions ask.
  var groupAsks: [Int] = []

  init(
    declaration: ComponentDeclaration, entry: StageEntry?, options: CheckedOptions,
    upstream: Upstream?
  ) {
    self.declaration = declaration
    self.entry = entry
    self.options = options
    self.upstream = upstream
  }

  var id: String { declaration.name }

  /// The fields that it reads, also by expressions.
  var reads: Set<String> {
    var names = Set(options.inputs.map(\.field))
    names.formUnion(when?.fields ?? [])
    names.formUnion(groupReads)
    for condition in conditions.values { names.formUnion(condition.fields) }
    for assignment in assignments { names.formUnion(assignment.expression.fields) }
    names.formUnion(fieldUses.map(\.field.name))
    names.formUnion(fieldMaps.compactMap(\.input?.name))
    return names
  }
}

/// Stages of another file that are used as one.
struct GroupDraft {
  let declaration: GroupDeclaration
  /// Whether an event takes part, decided as it comes to the first stage.
  var when: CompiledExpression?
}

/// A sink whose names are resolved.
final class SinkDraft {
  let declaration: ComponentDeclaration
  /// Nil when there is no such plugin.
  var entry: SinkEntry?
  let format: FormatEntry?
  var options: CheckedOptions
  let formatOptions: CheckedOptions
  /// Nil for `from: failed`, and when `from` could not be resolved.
  var upstream: Upstream?
  /// Whether the purpose of the pipeline does without it.
  var isLeftOut = false
  /// Set by the flow of fields.
  var incoming = FieldFlow()
  var when: CompiledExpression?
  var columns: [Field] = []
  var writesOthers = false
  var isLazy = false
  /// By option.
  var templates: [String: Template] = [:]

  init(
    declaration: ComponentDeclaration, entry: SinkEntry?, format: FormatEntry?,
    options: CheckedOptions, formatOptions: CheckedOptions, upstream: Upstream?
  ) {
    self.declaration = declaration
    self.entry = entry
    self.format = format
    self.options = options
    self.formatOptions = formatOptions
    self.upstream = upstream
  }

  var id: String { declaration.name }

  var reads: Set<String> {
    var names = Set(columns.map(\.name))
    names.formUnion(when?.fields ?? [])
    for template in templates.values { names.formUnion(template.fields) }
    if writesOthers { names.insert(Checker.othersField) }
    return names
  }
}
