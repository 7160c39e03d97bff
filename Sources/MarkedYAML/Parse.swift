public import DiagnosticKit

/// Reads a YAML file into a tree in which every node has its place.
///
/// Written as `MarkedYAML.parse(file)`. An empty file is a node that is nothing.
///
/// Errors: every finding of the file, in file order. Tags, duplicate keys, `<<` and a second
/// document do not end the reading; a syntax error or a limit does, and then there is no tree.
///
/// Cost: one pass of libyaml and one of our own; 9 ms (release) for the 200 kB of uap-core's regexes.
public func parse(_ file: SourceFile, limits: Limits = .pipeline) -> ParseResult {
  guard file.bytes.count <= limits.bytes else {
    let finding = Finding.error(
      "yaml-file-too-large", at: SourceSpan(file: file, line: 1, column: 1),
      "the file has \(file.bytes.count) bytes, and \(limits.bytes) are the limit")
    return ParseResult(tree: nil, findings: [finding])
  }
  let check = TextCheck(file)
  if let finding = check.finding { return ParseResult(tree: nil, findings: [finding]) }

  let places = Places(file, check)
  return file.bytes.withUnsafeBufferPointer { bytes in
    var builder = TreeBuilder(places: places, limits: limits)
    let tree = bytes.isEmpty ? builder.nothing : builder.build(EventReader(bytes))
    return ParseResult(tree: tree, findings: Findings(builder.findings).sorted)
  }
}
