import DiagnosticKit
import MarkedYAML

/// A pipeline file as it was written: shape checked, names not.
struct PipelineFile {
  var lookups: [LookupDeclaration] = []
  var sources: [ComponentDeclaration] = []
  var stages: [ComponentDeclaration] = []
  var sinks: [ComponentDeclaration] = []
  var run = RunOptions()
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
  let use: Placed
  let path: Placed?
  let span: SourceSpan
}

/// A source, stage or sink.
struct ComponentDeclaration {
  enum Role: String {
    case source, stage, sink
  }

  let role: Role
  let span: SourceSpan
  var id: Placed?
  var use: Placed
  var from: [Placed] = []
  var when: Placed?
  var onError: Placed?
  var format: FormatDeclaration?
  var fields: [SourceFieldDeclaration]?
  var others: Placed?
  var only: [Placed]?
  var except: [Placed]?
  /// The keys that the plugin itself must know.
  var options: [Entry] = []

  /// The id that the file gives, else the name of the plugin, numbered when that is taken.
  var name = ""
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

/// The `run` section.
package struct RunOptions: Sendable {
  /// Worker threads; nil means as many as there are cores.
  package var workers: Int?
  /// Bytes of input that may be under way at once.
  package var memory = 64 * 1_000_000
}
