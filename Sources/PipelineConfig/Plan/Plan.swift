package import DiagnosticKit
package import EventModel
package import Expressions
package import StageKit

/// A checked pipeline: every name resolved, every field given a column, ready to be run.
public struct Plan: Sendable {
  /// The name of the pipeline file.
  public let name: String
  package var lookups: [LookupPlan] = []
  /// What expressions ask of them.
  package var columnUses: [PlacedColumnUse] = []
  /// Whether an expression asks one at all.
  package var asksTables = false
  package var sources: [SourcePlan] = []
  package var stages: [StagePlan] = []
  package var sinks: [SinkPlan] = []
  /// What happens to a slice, in order: stages and good sinks, depth first.
  package var program: [PlanStep] = []
  /// Column 0 is always empty: absent inputs read it.
  package var columnCount = 1
  package var run = RunOptions()
  /// The stage at the end of the main chain, by its place; nil when there is none.
  package var mainEnd: Int?
  /// What the file expects of some events.
  package var tests: [TestPlan] = []
  /// All files that it names.
  package var files: [UsedFile] = []
  /// The file's name with a short hash of its bytes: `web.yaml@3f9c21ab`.
  package let label: String
  /// What is said of values that variables gave, and what is not said of secrets.
  package var veil = ValueVeil()

  init(name: String, label: String) {
    self.name = name
    self.label = label
  }
}

extension Plan {
  package var sourceIDs: [String] { sources.map(\.id) }

  /// Whether the file has a lookup of this name.
  package func declares(lookup name: String) -> Bool {
    lookups.contains { $0.name == name && !$0.isShipped }
  }

  /// Whether another plan was made of the same files and the same values, secret ones too.
  package func isSame(as other: Plan) -> Bool {
    label == other.label && veil.secrets.fingerprint == other.veil.secrets.fingerprint
  }
}

/// One step of the program.
package enum PlanStep: Sendable {
  case stage(Int)
  /// The place among the stages of one that lets events fail whose errors were collected.
  case gate(Int)
  case sink(Int)
}

/// Whose output a stage or sink takes.
package enum Upstream: Sendable, Equatable {
  /// Rows of some sources, by place in `Plan.sources`.
  case sources([Int])
  case stage(Int)
}

package struct LookupPlan: Sendable {
  package let name: String
  package internal(set) var entry: LookupEntry
  package let setup: LookupSetup
  package let interface: String
  package let span: SourceSpan?
  /// Whether all options that it needs have values.
  package var isWhole = true
  /// Whether its data came with the program and the file does not name it.
  package var isShipped = false
  package var freshness = LookupOptions()
  /// Nil when its data is a file of this machine.
  package var download: DownloadPlan?

  /// Its path as messages show it: an address without its query.
  package var shownPath: String? { download?.request.address.shown ?? setup.path }
}

/// Data that is fetched.
package struct DownloadPlan: Sendable {
  package let request: FetchRequest
  package let fetcher: any DataFetcher
}

package struct SourcePlan: Sendable {
  package let id: String
  package let use: String
  /// What the file says about it, for failed events.
  package let about: String?
  package private(set) var source: any Source
  package private(set) var format: any InputFormat
  package let formatName: String
  /// Physical columns by output of the format.
  package let columns: [Int]
  /// The fields in the same order.
  package let outputs: [Field]
  /// Longest record in bytes; nil when the file does not say.
  package private(set) var maxRecord: Int?
  /// Its plugin and options as they were written.
  package let declared: String

  /// Whether another plan reads the same, be it in another format.
  package func isSame(as other: SourcePlan) -> Bool { id == other.id && declared == other.declared }

  /// Has the records read in another way, into the same fields.
  package mutating func read(as format: any InputFormat, maxRecord: Int) {
    self.format = format
    self.maxRecord = maxRecord
  }

  /// Has the records come from somewhere else, and be read in another way.
  package mutating func take(from source: any Source, as format: (any InputFormat)? = nil) {
    self.source = source
    if let format { self.format = format }
  }
}

package struct ConditionPlan: Sendable {
  package let expression: CompiledExpression
  package let columns: [Int]
}

/// Where events are written: a path with expressions.
package struct TargetPlan: Sendable {
  package let template: Template
  package let columns: [Int]
}

/// What becomes of an event that a stage gives up on.
package enum ErrorPolicy: String, Sendable, CaseIterable {
  case fail
  case `continue`
  /// It goes on, and fails at the end of its way with all its errors.
  case collect
  case drop
  /// The run ends.
  case stop
}

package struct StagePlan: Sendable {
  package let id: String
  package let use: String
  package let about: String?
  package let kind: StageKind
  package let runner: any StageRunner
  package let upstream: Upstream
  /// All must be true for an event to take part.
  package let when: [ConditionPlan]
  package let inputs: [Int]
  package let outputs: [Int]
  /// Columns that get a version of their own before the stage writes.
  package let copies: [ColumnCopy]
  package let onError: ErrorPolicy
  /// Where `on_error: continue` notes its errors; 0 when nobody reads them.
  package let errorsColumn: Int
  /// The event as it comes in, for failed events.
  package let snapshot: [FieldColumn]
  /// The event as it goes on.
  package let after: [FieldColumn]
  /// Sinks that are owed the event when it fails here.
  package let owed: [String]
  /// Stages on the way here that collect their errors, by place in the plan.
  package let collectors: [Int]
  package let span: SourceSpan?
  /// Nil when nobody reads it.
  package var version: VersionColumn?
}

/// Where a stage notes which versions of its lookups it asked.
package struct VersionColumn: Sendable {
  package let column: Int
  /// Places in `Plan.lookups`, in the order of the stage's options.
  package let lookups: [Int]
}

package struct ColumnCopy: Sendable {
  package let from: Int
  package let to: Int
}

package struct FieldColumn: Sendable {
  package let field: Field
  package let column: Int
}

package struct SinkPlan: Sendable {
  package let id: String
  package let use: String
  package let about: String?
  package private(set) var sink: any Sink
  package let format: (any OutputFormat)?
  /// Nil for sinks that take failed events.
  package let upstream: Upstream?
  package let when: ConditionPlan?
  package let columns: [Int]
  /// The fields in the same order.
  package let fields: [Field]
  /// The column of the input's remaining keys; nil when there are none to write.
  package let othersColumn: Int?
  /// The event as it comes in, for failed events.
  package let snapshot: [FieldColumn]
  /// Made only when there is something to write.
  package let isLazy: Bool
  /// Nil, as the next one: as the plugin has it.
  package let retry: RetryOptions?
  package let batch: BatchOptions?
  /// Nil: one part, closed at the end.
  package let rotate: RotateOptions?
  /// Files that are open at once at most; the least recently used one closes its part.
  package let maxOpen: Int
  /// Its plugin, format and options as they were written.
  package let declared: String
  /// The name of its format; nil when it takes none.
  package var formatName: String?
  /// Nil when events do not choose where they are written.
  package var target: TargetPlan?
  /// How failed events are written between its rows; nil: they are not.
  package var failedFormat: (any OutputFormat)?

  /// Has the rows go somewhere else.
  package mutating func write(to sink: any Sink) { self.sink = sink }

  /// Whether another plan writes the same to the same target.
  package func isSame(as other: SinkPlan) -> Bool {
    id == other.id && declared == other.declared && rotate == other.rotate
      && maxOpen == other.maxOpen
      && format?.preamble == other.format?.preamble
      && (upstream == nil) == (other.upstream == nil)
  }
}
