import DiagnosticKit
import MarkedYAML
import StageKit

/// Reads a pipeline file and those that it names: variables are replaced, `include` is merged in.
final class Loader {
  /// Beyond what anybody divides a pipeline into; each is read whole.
  static let fileLimit = 100
  /// Files of stages inside each other: deeper ones nobody follows.
  static let groupDepth = 8

  let root: SourceFile
  let surroundings: Surroundings
  private let registry: Registry
  var findings = Findings()
  var veil = ValueVeil()
  /// Whether a file could not be read: names that it may declare are not known.
  private(set) var hasLostFile = false
  /// The names of all variables that are asked for.
  var askedNames: Set<String> = []
  /// Variables that shape the pipeline and may be shown, for its label.
  var shownValues: [String: String] = [:]
  /// All files but the first one, in the order in which they were read.
  private(set) var others: [SourceFile] = []
  private var folders: [ObjectIdentifier: String] = [:]
  /// What was read of the files with stages, by path; nil while one is read, and when it cannot be.
  private var stageFiles: [String: Node?] = [:]
  private var included: Set<String> = []
  private var lookups: [Entry] = []
  private var tests: [Node] = []

  init(
    _ root: SourceFile, folder: String, _ surroundings: Surroundings, _ registry: Registry
  ) {
    self.root = root
    self.registry = registry
    self.surroundings = surroundings
    folders[ObjectIdentifier(root)] = folder
  }

  /// The tree of the pipeline with all that is included; nil when it is no YAML.
  func load() -> Node? {
    let parsed = MarkedYAML.parse(root)
    findings.append(contentsOf: parsed.findings)
    guard let tree = parsed.tree else { return nil }
    let place = FilePath.place(root.name)
    included = [place]
    let own = resolved(tree, Loader.sections)
    if let declared = own["lookups"]?.entries { lookups = declared }
    if let declared = own["tests"]?.items { tests = declared }
    let counts = (lookups.count, tests.count)
    include(own, chain: [place])
    readStageFiles(own, chain: [place])
    checkSettings()
    return own.with("lookups", .mapping(lookups), if: lookups.count > counts.0)
      .with("tests", .sequence(tests), if: tests.count > counts.1)
      .without("include")
  }

  /// Where all its files stand.
  var places: [String] { included.union(stageFiles.keys).sorted() }

  /// Whether a key is the name of something that `use` could name.
  func isPlugin(_ key: String, _ role: ComponentDeclaration.Role) -> Bool {
    switch role {
    case .source: registry.source(key) != nil
    case .stage: registry.stage(key) != nil
    case .sink: registry.sink(key) != nil
    }
  }

  /// The folder to which relative paths belong that stand at a place.
  func folder(of span: SourceSpan?) -> String {
    let file = span?.file ?? root
    return folders[ObjectIdentifier(file)] ?? folders[ObjectIdentifier(root)] ?? "."
  }

  /// The file that `use` of a stage names.
  func place(of use: Placed) -> String { FilePath.place(path(use.text, at: use.span)) }

  /// The list `stages` of such a file; nil when it could not be read.
  func stages(at place: String) -> Node? { stageFiles[place] ?? nil }

  // MARK: include

  private func include(_ tree: Node, chain: [String]) {
    guard let node = tree["include"] else { return }
    var reader = FileReader(self)
    let paths = reader.texts(node, "include")
    findings.append(contentsOf: reader.findings)
    for path in paths {
      guard let file = file(path, chain: chain) else { continue }
      guard included.insert(file.place).inserted else { continue }
      guard let tree = read(file, named: path, Grammar.included) else { continue }
      merge(resolved(tree, ["lookups"]))
      include(tree, chain: chain + [file.place])
    }
  }

  /// Adds the lookups and tests of another file; a name that is taken is said at its own place.
  private func merge(_ tree: Node) {
    for entry in tree["lookups"]?.entries ?? [] {
      if let first = lookups.first(where: { $0.name == entry.name }) {
        report(.duplicateLookup(entry.name, place: first.key.span.inWords), entry.key.span)
      } else {
        lookups.append(entry)
      }
    }
    if let node = tree["lookups"], node.entries == nil, !node.isNull {
      report(.wrongShape("'lookups'", wanted: "a map", found: node.found), node.span)
      hasLostFile = true
    }
    guard let node = tree["tests"], !node.isNull else { return }
    if let items = node.items {
      tests += items
    } else {
      report(.wrongShape("'tests'", wanted: "a list", found: node.found), node.span)
    }
  }

  // MARK: stages of other files

  /// Reads the files that stages name, and those that these name, with the lookups that they bring.
  private func readStageFiles(_ tree: Node, chain: [String]) {
    for item in tree["stages"]?.items ?? [] {
      guard let use = item["use"], let path = use.string, path.isStageFile else { continue }
      let placed = Placed(text: path, span: use.span, node: use)
      guard let file = file(placed, chain: chain), stageFiles[file.place] == nil else { continue }
      stageFiles[file.place] = .some(nil)
      guard chain.count <= Loader.groupDepth else {
        report(.nestedTooDeep(limit: Loader.groupDepth), use.span)
        hasLostFile = true
        continue
      }
      guard let tree = read(file, named: placed, Grammar.stageFile) else { continue }
      let own = resolved(tree, ["lookups", "stages"])
      if let stages = own["stages"], stages.items?.isEmpty == false {
        stageFiles[file.place] = stages
      } else if own["stages"]?.items != nil || own["stages"] == nil || own["stages"]?.isNull == true
      {
        report(.noStages(path), own.entry("stages")?.key.span ?? own.span.start)
      } else if let node = own["stages"] {
        report(.wrongShape("'stages'", wanted: "a list", found: node.found), node.span)
      }
      merge(own)
      include(own, chain: chain + [file.place])
      readStageFiles(own, chain: chain + [file.place])
    }
  }

  // MARK: files

  /// A file by its path, and by its place for comparison.
  private struct NamedFile {
    let path: String
    let place: String
  }

  func path(_ text: String, at span: SourceSpan) -> String {
    FilePath.joined(folder(of: span), text)
  }

  /// Nil when it would be read inside itself.
  private func file(_ path: Placed, chain: [String]) -> NamedFile? {
    if VariableText.isOne(path.text) {
      report(.variableInPath, path.span)
      return nil
    }
    let full = self.path(path.text, at: path.span)
    let file = NamedFile(path: full, place: FilePath.place(full))
    if let first = chain.firstIndex(of: file.place) {
      report(.includesItself(path.text, by: Array(chain[(first + 1)...])), path.span)
      return nil
    }
    return file
  }

  /// The tree of another file with the keys that it may have; nil when it could not be read.
  private func read(_ file: NamedFile, named path: Placed, _ keys: Grammar.Keys) -> Node? {
    guard others.count + 1 < Loader.fileLimit else {
      if !hasLostFile { report(.tooManyFiles(limit: Loader.fileLimit), path.span) }
      hasLostFile = true
      return nil
    }
    let limit = MarkedYAML.Limits.pipeline.bytes
    switch surroundings.read(file.path, limit) {
    case .failure(let trouble):
      report(.unreadableFile(path.text, reason: trouble.reason), path.span)
      hasLostFile = true
      return nil
    case .success(let bytes):
      let source = SourceFile(name: file.path, bytes: bytes)
      others.append(source)
      folders[ObjectIdentifier(source)] = FilePath.folder(of: file.path)
      let parsed = MarkedYAML.parse(source)
      findings.append(contentsOf: parsed.findings)
      guard let tree = parsed.tree else {
        hasLostFile = true
        return nil
      }
      return checked(tree, keys)
    }
  }

  private func checked(_ tree: Node, _ keys: Grammar.Keys) -> Node? {
    let place = keys.known.contains("stages") ? "a file of stages" : "an included file"
    guard let entries = tree.entries else {
      report(.wrongShape(place, wanted: "a map", found: tree.found), tree.span)
      hasLostFile = true
      return nil
    }
    for entry in entries where !keys.known.contains(entry.name) {
      if Grammar.top.known.contains(entry.name) {
        report(.notInOtherFile(entry.name, place: place, valid: keys.known), entry.key.span)
      } else {
        report(.unknownKey(entry.name, place: place, valid: keys.known), entry.key.span)
      }
    }
    if let version = tree["version"], version.string != "1" {
      report(.badVersion(version.string ?? ""), version.span)
    }
    return tree
  }

  func report(_ mistake: Mistake, _ span: SourceSpan?) {
    findings.append(mistake.finding(at: span))
  }
}

extension SourceSpan {
  /// As messages name a place in another file: `shared.yaml, line 4`.
  fileprivate var inWords: String { "\(file?.name ?? ""), line \(line)" }
}

extension Node {
  /// The map with another value for a key, or with the key at its end.
  fileprivate func with(_ key: String, _ content: Content, if isWanted: Bool) -> Node {
    guard isWanted, var entries else { return self }
    let place = entries.firstIndex { $0.name == key }
    if let place, let old = place < entries.count ? entries[place] : nil {
      let isReplaced = old.value.isNull || old.value.kindName == Node(content, span: span).kindName
      guard isReplaced else { return self }
      entries[place] = Entry(key: old.key, value: Node(content, span: old.value.span))
    } else {
      let node = Node.plain(key, span.start)
      entries.append(Entry(key: node, value: Node(content, span: span.start)))
    }
    return Node(.mapping(entries), span: span)
  }

  fileprivate func without(_ key: String) -> Node {
    guard let entries, entries.contains(where: { $0.name == key }) else { return self }
    return Node(.mapping(entries.filter { $0.name != key }), span: span)
  }
}
