package import PipelineConfig
import StageKit

/// What goes into a pipeline that is tried.
package enum TrialInput: Sendable {
  case stdin
  /// A file, packed or not, by its path.
  case file(String)
  case text(String)
  /// An event as if it had been read.
  case event([TestValue])
}

extension TrialInput {
  /// The source that brings it; `name` is how ids and failed events name the input.
  ///
  /// Errors: what the plugin finds wrong with the path.
  func source(_ registry: Registry, name: String?) throws(Findings) -> any Source {
    switch self {
    case .stdin: FiniteInput(try plugin("stdin", [:], registry), name: name)
    case .file(let path):
      FiniteInput(
        try plugin("files", ["path": .list([.text(path)])], registry), name: name)
    case .text(let text): MemorySource(text.hasSuffix("\n") ? text : text + "\n", name)
    case .event: MemorySource("event\n", name)
    }
  }

  private func plugin(
    _ name: String, _ options: [String: OptionData], _ registry: Registry
  ) throws(Findings) -> any Source {
    guard let entry = registry.source(name) else {
      throw [Finding(.error, "unknown-plugin", at: nil, "there is no source '\(name)' here")]
    }
    return try entry.make(Setup(id: name, entry.spec, options))
  }
}

/// Lines in memory, or none.
struct MemorySource: Source, ByteInput {
  static let spec = Spec("trial_lines", "lines of a trial")

  private let text: String
  let name: String
  let isEndless = false

  init(_ text: String, _ name: String? = nil) {
    self.text = text
    self.name = name ?? "test"
  }

  init(_ setup: Setup) throws(Findings) {
    throw [setup.finding(nil, "unknown-plugin", "'trial_lines' is made by a trial alone")]
  }

  func inputs() throws(Failure) -> [any ByteInput] { text.isEmpty ? [] : [self] }
  func open() throws(Failure) -> any ByteStream { MemoryStream(Array(text.utf8)) }
}
