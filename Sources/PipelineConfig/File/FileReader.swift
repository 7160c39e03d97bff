import DiagnosticKit
import MarkedYAML

/// Reads the tree of a pipeline file: the shape of every section, all mistakes in one go.
struct FileReader {
  private(set) var file = PipelineFile()
  var findings = Findings()
  /// False when a section was so broken that findings about what it lacks would mislead.
  private(set) var isWhole = true

  mutating func read(_ root: Node) {
    guard case .mapping(let entries) = root.content else {
      report(.wrongShape("the file", wanted: "a map", found: root.kindName), root.span)
      isWhole = false
      return
    }
    readVersion(root)
    for entry in entries {
      switch entry.key.string ?? "" {
      case "version": break
      case "lookups": readLookups(entry.value)
      case "sources": file.sources = components(entry.value, .source)
      case "stages": file.stages = components(entry.value, .stage)
      case "sinks": file.sinks = components(entry.value, .sink)
      case "run": readRun(entry.value)
      case let key: reportKey(key, entry.key.span, Grammar.top, place: "the pipeline")
      }
    }
    if root["sources"] == nil { report(.noSources, root.span.start) }
    if root["sinks"] == nil { report(.noSinks, root.span.start) }
  }

  mutating func report(_ mistake: Mistake, _ span: SourceSpan?) {
    findings.append(mistake.finding(at: span))
  }

  mutating func reportKey(_ key: String, _ span: SourceSpan, _ keys: Grammar.Keys, place: String) {
    report(
      keys.notYet.contains(key)
        ? .notYet(key, place: place) : .unknownKey(key, place: place, valid: keys.known), span)
  }

  private mutating func readVersion(_ root: Node) {
    guard let version = root["version"] else {
      report(.missingKey("version", place: "the pipeline", example: "version: 1"), root.span.start)
      return
    }
    if version.string != "1" { report(.badVersion(version.string ?? version.kindName), version.span) }
  }

  private mutating func readLookups(_ node: Node) {
    guard let entries = map(node, "lookups") else { return }
    for entry in entries {
      guard let name = text(entry.key, "the name of a lookup") else { continue }
      guard let members = map(entry.value, "lookup '\(name.text)'") else { continue }
      for member in members where !Grammar.lookup.known.contains(member.key.string ?? "") {
        reportKey(
          member.key.string ?? "", member.key.span, Grammar.lookup, place: "lookup '\(name.text)'")
      }
      guard let useNode = entry.value["use"] else {
        report(
          .missingKey("use", place: "lookup '\(name.text)'", example: "use: mmdb"),
          entry.key.span)
        continue
      }
      guard let use = text(useNode, "use") else { continue }
      let path = entry.value["path"].flatMap { text($0, "path") }
      file.lookups.append(
        LookupDeclaration(name: name, use: use, path: path, span: entry.key.span))
    }
  }

  private mutating func readRun(_ node: Node) {
    guard let entries = map(node, "run") else { return }
    for entry in entries {
      switch entry.key.string ?? "" {
      case "workers":
        guard let number = entry.value.string.flatMap({ Int($0) }), (1...256).contains(number)
        else {
          report(
            .badValue(entry.value.string ?? entry.value.kindName, option: "workers", wanted: "1…256"),
            entry.value.span)
          continue
        }
        file.run.workers = number
      case "memory":
        guard let size = entry.value.string.flatMap(ByteSize.parse), size >= 8_000_000 else {
          report(
            .badValue(
              entry.value.string ?? entry.value.kindName, option: "memory",
              wanted: "a size from 8MB, such as 64MB"), entry.value.span)
          continue
        }
        file.run.memory = size
      case let key: reportKey(key, entry.key.span, Grammar.run, place: "run")
      }
    }
  }

  // MARK: shapes

  mutating func map(_ node: Node, _ what: String) -> [Entry]? {
    if case .mapping(let entries) = node.content { return entries }
    if !node.isNull || what.hasPrefix("lookup") {
      report(.wrongShape(what, wanted: "a map", found: node.kindName), node.span)
    }
    return nil
  }

  mutating func text(_ node: Node, _ what: String) -> Placed? {
    guard let string = node.string, !node.isNull else {
      report(.wrongShape(what, wanted: "a text", found: node.kindName), node.span)
      return nil
    }
    if string.contains("${") { report(.variableNotYet, node.span) }
    return Placed(text: string, span: node.span, node: node)
  }

  /// A text, or a list of texts.
  mutating func texts(_ node: Node, _ what: String) -> [Placed] {
    if case .sequence(let items) = node.content { return items.compactMap { text($0, what) } }
    return text(node, what).map { [$0] } ?? []
  }
}

/// Sizes such as `64MB`.
enum ByteSize {
  private static let units: [(suffix: String, factor: Int)] = [
    ("KiB", 1024), ("MiB", 1_048_576), ("GiB", 1_073_741_824), ("kB", 1000), ("MB", 1_000_000),
    ("GB", 1_000_000_000), ("B", 1),
  ]

  static func parse(_ text: String) -> Int? {
    for unit in units where text.hasSuffix(unit.suffix) {
      let digits = text.dropLast(unit.suffix.count)
      guard let number = Int(digits), number >= 0 else { return nil }
      let (size, isTooLarge) = number.multipliedReportingOverflow(by: unit.factor)
      return isTooLarge ? nil : size
    }
    return nil
  }
}
