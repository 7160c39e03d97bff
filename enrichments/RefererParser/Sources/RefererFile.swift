import MarkedYAML
import StageKit

/// Reads referer databases: Snowplow's form, medium, source, then `domains` and `parameters`; or a list
/// in Matomo's form, sources with their hosts, or with `urls` and `params`.
///
/// Shape: which form it is tells the content. YAML or JSON, which is read as the YAML that it is; `{}` is a database without entries.
/// Errors: a failure of class `lookup` that names the file and the line of each mistake.
/// Cost: 6 ms (release) for the 200 kB and 6,100 domains of the shipped database.
struct RefererFile {
  private static let keys = ["domains", "parameters"]

  private var sources: [RefererSource] = []
  /// Of a list in Matomo's form, which names none; nil: what its shape says.
  private var medium: String?
  private var findings = Findings()

  /// The sources of a file in its order.
  static func read(
    _ file: SourceFile, medium: String? = nil
  ) throws(Failure) -> [RefererSource] {
    let result = parse(file, limits: .data)
    var reader = RefererFile()
    reader.medium = medium
    if let tree = result.tree, !result.findings.hasErrors { reader.media(tree) }
    reader.findings.append(contentsOf: result.findings)
    let problems = reader.findings.filter { $0.severity == .error }.map { line($0, file) }
    guard let first = problems.first else { return reader.sources }
    guard problems.count > 1 else { throw Failure(.lookup, first) }
    throw Failure(.lookup, "\(first) (the first of \(problems.count) mistakes)", errors: problems)
  }

  private static func line(_ finding: Finding, _ file: SourceFile) -> String {
    let place = finding.span.map { ", line \($0.line)" } ?? ""
    return "'\(file.name)'\(place): \(finding.message)"
  }

  private mutating func media(_ tree: Node) {
    guard let media = entries(tree, "from media to sources") else { return }
    if media.contains(where: { $0.value.items != nil }) { return matomo(media) }
    if let medium, !media.isEmpty {
      return report(
        tree.span.start, "'medium: \(medium)' is for lists that name no media, and this file does")
    }
    for medium in media {
      guard let sources = entries(medium.value, "from sources to their domains") else { continue }
      for source in sources { self.source(source, medium: medium.name) }
    }
  }

  private mutating func source(_ entry: Entry, medium: String) {
    guard let members = entries(entry.value, "with 'domains' and 'parameters'") else { return }
    for member in members where !RefererFile.keys.contains(member.name) { judge(member.key) }
    guard let domains = entry.value["domains"] else {
      return report(entry.key.span, "source '\(entry.name)' has no 'domains'")
    }
    let parameters = entry.value["parameters"]
    sources.append(
      RefererSource(
        medium: medium, name: entry.name, domains: texts(domains, "domains"),
        parameters: parameters.map { texts($0, "parameters") } ?? []))
  }

  // MARK: Matomo's form

  private mutating func matomo(_ list: [Entry]) {
    for entry in list {
      guard let items = entry.value.items else {
        report(entry.value.span, "'\(entry.name)' is a list of hosts, not \(entry.value.kindName)")
        continue
      }
      let hosts = items.filter { $0.entries == nil }
      if !hosts.isEmpty {
        let texts = texts(Node(.sequence(hosts), span: entry.value.span), entry.name)
        add(entry.name, medium ?? "social", texts, [])
      }
      for item in items where item.entries != nil { engine(entry, item) }
    }
  }

  private mutating func engine(_ entry: Entry, _ item: Node) {
    guard let urls = item["urls"] else {
      return report(item.span, "an entry of '\(entry.name)' has no 'urls'")
    }
    // A parameter that begins with a slash is a pattern for the path, where no term is looked for.
    let parameters = item["params"].map { texts($0, "params") } ?? []
    add(
      entry.name, medium ?? "search", texts(urls, "urls"),
      parameters.filter { !$0.hasPrefix("/") })
  }

  private mutating func add(
    _ name: String, _ medium: String, _ hosts: [String], _ parameters: [String]
  ) {
    sources.append(
      RefererSource(
        medium: medium, name: name, domains: hosts.compactMap(RefererFile.domain),
        parameters: parameters))
  }

  /// A host as a key: what may stand before it is not written; nil when `{}` stands inside.
  private static func domain(_ host: String) -> String? {
    var host = host[...]
    for start in ["{}.", "www."] where host.hasPrefix(start) { host = host.dropFirst(start.count) }
    let name = host.prefix { $0 != "/" }
    let stem = name.hasSuffix(".{}") ? name.dropLast(3) : name
    return stem.contains("{") || stem.isEmpty ? nil : String(host)
  }

  /// Other keys are newer Snowplow's, such as `utm_sources`; what is nearly ours is a slip.
  private mutating func judge(_ key: Node) {
    let name = key.scalar?.text ?? ""
    guard let hint = Suggestion.didYouMean(name, of: RefererFile.keys) else { return }
    report(key.span, "unknown key '\(name)': \(hint)")
  }

  private mutating func texts(_ node: Node, _ key: String) -> [String] {
    if node.isNull { return [] }
    guard let items = node.items else {
      report(node.span, "'\(key)' is a list of texts, not \(node.kindName)")
      return []
    }
    var texts: [String] = []
    for item in items {
      if let text = item.string, !text.isEmpty {
        texts.append(text)
      } else {
        let found = item.string == nil ? item.kindName : "empty text"
        report(item.span, "'\(key)' is a list of texts, and one of them is \(found)")
      }
    }
    return texts
  }

  private mutating func entries(_ node: Node, _ what: String) -> [Entry]? {
    if let entries = node.entries { return entries }
    report(node.span, "expected a map \(what), found \(node.kindName)")
    return nil
  }

  private mutating func report(_ span: SourceSpan, _ message: String) {
    findings.append(.error("referer-database", at: span, message))
  }
}
