import MarkedYAML

extension ComponentDeclaration {
  /// The plugin and its options as they were written, to compare two versions of a file.
  var written: String { Node.written(use: use.text, options) }
}

extension FormatDeclaration {
  var written: String { Node.written(use: use.text, options) }
}

extension Node {
  fileprivate static func written(use: String, _ options: [Entry]) -> String {
    ([use] + options.map { "\($0.name)=\($0.value.written)" }.sorted()).joined(separator: ";")
  }

  /// The values without their layout.
  private var written: String {
    switch content {
    case .scalar: "\"\(string ?? "")\""
    case .sequence(let nodes): "[" + nodes.map(\.written).joined(separator: ",") + "]"
    case .mapping(let entries):
      "{" + entries.map { "\($0.name)=\($0.value.written)" }.joined(separator: ",") + "}"
    }
  }
}
