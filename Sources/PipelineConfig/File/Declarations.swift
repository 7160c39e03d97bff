import DiagnosticKit
import MarkedYAML

/// A pipeline file as it was written: shape checked, names not.
struct PipelineFile {
  var lookups: [LookupDeclaration] = []
  var sources: [ComponentDeclaration] = []
  var stages: [ComponentDeclaration] = []
  var sinks: [ComponentDeclaration] = []
  var tests: [TestDeclaration] = []
  /// Stages of other files that are used as one, outer ones before those inside them.
  var groups: [GroupDeclaration] = []
  /// Names of groups whose stages are not known.
  var lostGroups: [String] = []
  /// Whether a file could not be read that may declare lookups.
  var hasLostFile = false
  var run = RunOptions()
  /// Where the keys of `run` stand.
  var runKeys: [String: SourceSpan] = [:]
  /// Sections of which not everything could be read: what they seem to lack is no finding.
  var lost: Set<ComponentDeclaration.Role> = []
}

/// A text with its place.
struct Placed {
  let text: String
  let span: SourceSpan
  /// How the text was written, to find places inside it.
  let node: Node
}

/// One entry of `lookups`.
struct LookupDeclaration {
  let name: Placed
  /// Nil when it could not be read; the name counts as declared all the same.
  let use: Placed?
  var path: Placed?
  /// The keys that the plugin itself must know.
  var options: [Entry] = []
  /// Whether 'path' is there, though perhaps unreadable.
  var hasPath = false
  var freshness = LookupOptions()
  var download: DownloadDeclaration?
  /// Where the keys of the grammar stand.
  var keys: [String: SourceSpan] = [:]
}

/// `download:` of a lookup.
struct DownloadDeclaration {
  var user: Placed?
  var password: Placed?
  var sha256: Placed?
  var caFile: Placed?
  var maxSize: Int?
  var timeoutMilliseconds: Int?
  var retry: RetryOptions?
}

/// A source, stage or sink.
struct ComponentDeclaration {
  enum Role: String {
    case source, stage, sink
  }

  let role: Role
  let span: SourceSpan
  var id: Placed?
  /// Empty when it could not be read.
  var use: Placed
  /// Where the keys of the grammar stand.
  var keys: [String: SourceSpan] = [:]
  var from: [Placed] = []
  var when: Placed?
  var onError: ErrorPolicy?
  var versionField: Placed?
  var format: FormatDeclaration?
  var fields: [SourceFieldDeclaration]?
  var others: Placed?
  var only: [Placed]?
  var except: [Placed]?
  var maxRecord: Int?
  /// Nil: as the plugin has it.
  var retry: RetryOptions?
  var batch: BatchOptions?
  var rotate: RotateOptions?
  var maxOpen: Int?
  /// The keys that the plugin itself must know.
  var options: [Entry] = []
  var about: Placed?
  /// The group that it belongs to, by place in the file's groups.
  var group: Int?

  /// The place of a key, else that of the component.
  func place(_ key: String) -> SourceSpan { keys[key] ?? use.span }

  /// False when what it uses could not be read, which is said already.
  var hasUse: Bool { !use.text.isEmpty }

  /// Whether it is a sink of failed events.
  var takesFailed: Bool { role == .sink && from.map(\.text) == ["failed"] }

  /// The id that the file gives, else the name of the plugin, numbered when that is taken.
  var name = ""
}

/// A stage with `use: ./file.yaml`: it stands for the stages of that file.
struct GroupDeclaration {
  /// As other stages name it: `geo`, and `outer/geo` inside another group.
  let name: String
  let id: Placed
  let when: Placed?
  /// The group that it stands in.
  let parent: Int?
  /// Its first and last stage, by place in the file's stages.
  var first = 0
  var last = 0
}

/// `format:` of a source or sink.
struct FormatDeclaration {
  let use: Placed
  let span: SourceSpan
  let options: [Entry]
}

/// One entry of `fields:` of a source.
struct SourceFieldDeclaration {
  let name: Placed
  let path: Placed
  let type: Placed?
  let isRequired: Bool
}
