import DiagnosticKit
import MarkedYAML

/// Reads the tree of a pipeline file: the shape of every section, all mistakes in one go.
struct FileReader {
  var file = PipelineFile()
  var findings = Findings()
  let loader: Loader
  /// The files of stages that are inside each other here.
  var openFiles: [String] = []
  /// Keys that a slip of the keyboard has probably made unknown.
  private var nearMisses: Set<String> = []

  init(_ loader: Loader) {
    self.loader = loader
    file.hasLostFile = loader.hasLostFile
  }

  mutating func read(_ root: Node) {
    guard case .mapping(let entries) = root.content else {
      report(
        root.isNull
          ? .emptyFile : .wrongShape("a pipeline", wanted: "a map", found: root.found), root.span)
      file.lost = [.source, .stage, .sink]
      return
    }
    readVersion(root)
    for entry in entries {
      switch entry.name {
      case "version": break
      case "lookups": readLookups(entry.value)
      case "sources": file.sources = components(entry.value, .source)
      case "stages": readStages(entry.value)
      case "sinks": file.sinks = components(entry.value, .sink)
      case "run": readRun(entry.value)
      case "tests": readTests(entry.value)
      case let key:
        reportKey(key, entry.key.span, Grammar.top, place: "the pipeline")
        if let near = Mistake.closest(key, Grammar.top.known) { nearMisses.insert(near) }
      }
    }
    requireSection(root, "sources", .source, file.sources.isEmpty, .noSources)
    requireSection(root, "sinks", .sink, file.sinks.isEmpty, .noSinks)
    if nearMisses.contains("stages") { file.lost.insert(.stage) }
  }

  private mutating func requireSection(
    _ root: Node, _ key: String, _ role: ComponentDeclaration.Role, _ isEmpty: Bool,
    _ mistake: Mistake
  ) {
    guard isEmpty, file.lost.insert(role).inserted, !nearMisses.contains(key) else { return }
    report(mistake, root.entry(key)?.key.span ?? root.span.start)
  }

  mutating func report(_ mistake: Mistake, _ span: SourceSpan?) {
    findings.append(mistake.finding(at: span))
  }

  mutating func lose(_ role: ComponentDeclaration.Role) { file.lost.insert(role) }

  mutating func reportKey(_ key: String, _ span: SourceSpan, _ keys: Grammar.Keys, place: String) {
    let isPlugins = key == Grammar.plugins && keys.known.contains("lookups")
    report(isPlugins ? .noPlugins : .unknownKey(key, place: place, valid: keys.known), span)
  }

  private mutating func readVersion(_ root: Node) {
    guard let version = root["version"] else {
      report(.missingKey("version", place: "the pipeline", example: "version: 1"), root.span.start)
      return
    }
    guard let text = text(version, "'version'", wanted: "a number") else { return }
    if text.text != "1" { report(.badVersion(text.text), version.span) }
  }

  private mutating func readLookups(_ node: Node) {
    if node.isNull { return }
    guard let entries = map(node, "'lookups'") else {
      file.lost.insert(.stage)
      return
    }
    for entry in entries {
      guard let name = text(entry.key, "the name of a lookup") else { continue }
      file.lookups.append(readLookup(entry.value, name))
    }
  }

  private mutating func readLookup(_ node: Node, _ name: Placed) -> LookupDeclaration {
    let place = "lookup '\(name.text)'"
    guard let members = map(node, place) else { return LookupDeclaration(name: name, use: nil) }
    let use = node["use"]
    if use == nil {
      report(.missingKey("use", place: place, example: "use: mmdb"), name.span)
    }
    var lookup = LookupDeclaration(name: name, use: use.flatMap { text($0, "'use'") })
    lookup.path = node["path"].flatMap { text($0, "'path'") }
    lookup.hasPath = node["path"] != nil
    for member in members { readLookupMember(member, into: &lookup) }
    return lookup
  }

  private mutating func readLookupMember(_ entry: Entry, into lookup: inout LookupDeclaration) {
    guard Grammar.lookup.known.contains(entry.name) else {
      lookup.options.append(entry)
      return
    }
    lookup.keys[entry.name] = entry.key.span
    switch entry.name {
    case "refresh": lookup.freshness.refreshMilliseconds = number(entry, Limits.lookupRefresh)
    case "max_age": lookup.freshness.maxAgeMilliseconds = number(entry, Limits.lookupMaxAge)
    case "on_stale":
      if let policy = choice(entry, StalePolicy.self) { lookup.freshness.onStale = policy }
    case "download": lookup.download = download(entry)
    default: break
    }
  }

  // MARK: shapes

  /// `what` is how a message names the value: `'run'`, `lookup 'cities'`.
  mutating func map(_ node: Node, _ what: String, or other: String? = nil) -> [Entry]? {
    if case .mapping(let entries) = node.content { return entries }
    let wanted = other.map { "\($0) or a map" } ?? "a map"
    report(.wrongShape(what, wanted: wanted, found: node.found), node.span)
    return nil
  }

  mutating func text(_ node: Node, _ what: String, wanted: String = "a text") -> Placed? {
    guard let string = node.string else {
      report(.wrongShape(what, wanted: wanted, found: node.found), node.span)
      return nil
    }
    return Placed(text: string, span: node.span, node: node)
  }

  /// A text, or a list of texts, none of them twice; `what` is the key.
  mutating func texts(_ node: Node, _ what: String) -> [Placed] {
    guard case .sequence(let items) = node.content else {
      return text(node, "'\(what)'", wanted: "a name or a list of names").map { [$0] } ?? []
    }
    if items.isEmpty { report(.emptyList(what), node.span) }
    var seen: Set<String> = []
    return items.compactMap { item in
      guard let text = text(item, "an entry of '\(what)'", wanted: "a name") else { return nil }
      guard seen.insert(text.text).inserted else {
        report(.namedTwice(text.text, key: what), text.span)
        return nil
      }
      return text
    }
  }
}

extension Node {
  /// As messages name its kind: `text`, `a list`, `a map`, `nothing`.
  var found: String {
    switch content {
    case .scalar: kindName
    case .sequence, .mapping: "a \(kindName)"
    }
  }
}
