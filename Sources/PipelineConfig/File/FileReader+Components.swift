import DiagnosticKit
import MarkedYAML

extension FileReader {
  mutating func components(
    _ node: Node, _ role: ComponentDeclaration.Role
  ) -> [ComponentDeclaration] {
    let section = "\(role.rawValue)s"
    guard case .sequence(let items) = node.content else {
      if !node.isNull {
        report(.wrongShape("'\(section)'", wanted: "a list", found: node.found), node.span)
        lose(role)
      }
      return []
    }
    if items.count > Grammar.sectionLimit {
      report(
        .tooMany(section, count: items.count, limit: Grammar.sectionLimit),
        items[Grammar.sectionLimit].span.start)
      lose(role)
    }
    return items.prefix(Grammar.sectionLimit).map { component($0, role) }
  }

  /// Reads the section `stages`; those of other files stand in the places of their groups.
  mutating func readStages(_ node: Node) {
    for stage in components(node, .stage) { add(stage, in: nil) }
  }

  /// A component without a readable `use` stays, with an empty one: others may name it.
  mutating func component(
    _ node: Node, _ role: ComponentDeclaration.Role
  ) -> ComponentDeclaration {
    let nothing = Placed(text: "", span: node.span.start, node: node)
    var component = ComponentDeclaration(role: role, span: node.span, use: nothing)
    guard case .mapping(let entries) = node.content else {
      report(
        .wrongShape("a \(role.rawValue)", wanted: "a map with 'use'", found: node.found),
        node.span)
      return component
    }
    if let useNode = node["use"] {
      component.use =
        text(useNode, "'use'") ?? Placed(text: "", span: useNode.span, node: useNode)
      if useNode.string?.isEmpty == true {
        report(
          .missingKey("use", place: "this \(role.rawValue)", example: role.example), useNode.span)
      }
    } else {
      reportMissingUse(entries, node, role)
    }
    for entry in entries { readEntry(entry, into: &component) }
    return component
  }

  private mutating func reportMissingUse(
    _ entries: [Entry], _ node: Node, _ role: ComponentDeclaration.Role
  ) {
    let unknown = entries.filter { !role.keys.known.contains($0.name) }
    if let named = unknown.first(where: { loader.isPlugin($0.name, role) }) {
      report(
        .missingKey(
          "use", place: "this \(role.rawValue)", example: "use: \(named.name)"), named.key.span)
    } else if let slip = unknown.first(where: {
      EditDistance.between($0.name.prefixed(10), "use") == 1
    }) {
      report(
        .unknownKey(slip.name, place: "this \(role.rawValue)", valid: ["use"]), slip.key.span)
    } else {
      report(
        .missingKey("use", place: "this \(role.rawValue)", example: role.example),
        entries.first?.key.span ?? node.span)
    }
  }

  private mutating func readEntry(_ entry: Entry, into component: inout ComponentDeclaration) {
    let key = entry.name
    guard component.role.keys.known.contains(key) else {
      component.options.append(entry)
      return
    }
    component.keys[key] = entry.key.span
    switch key {
    case "id": component.id = text(entry.value, "'id'")
    case "from": component.from = texts(entry.value, key)
    case "when": component.when = text(entry.value, "'when'", wanted: "an expression")
    case "on_error": component.onError = errorPolicy(entry)
    case "version_field":
      component.versionField = text(entry.value, "'version_field'", wanted: "the name of a field")
    case "format": component.format = format(entry.value)
    case "fields": component.fields = sourceFields(entry.value)
    case "others": component.others = text(entry.value, "'others'")
    case "only": component.only = texts(entry.value, key)
    case "except": component.except = texts(entry.value, key)
    case "about": component.about = text(entry.value, "'about'")
    case "max_record": component.maxRecord = number(entry, Limits.maxRecord)
    case "retry": component.retry = retry(entry)
    case "batch": component.batch = batch(entry)
    case "rotate": component.rotate = rotate(entry)
    case "max_open": component.maxOpen = number(entry, Limits.maxOpen)
    default: break
    }
  }

  private mutating func format(_ node: Node) -> FormatDeclaration? {
    if case .mapping(let entries) = node.content {
      guard let useNode = node["use"] else {
        report(
          .missingKey("use", place: "a format with options", example: "{ use: tsv }"),
          entries.first?.key.span ?? node.span)
        return nil
      }
      guard let use = text(useNode, "'use'") else { return nil }
      return FormatDeclaration(
        use: use, span: node.span, options: entries.filter { $0.name != "use" })
    }
    let use = text(node, "'format'", wanted: "a name or a map with 'use'")
    return use.map { FormatDeclaration(use: $0, span: $0.span, options: []) }
  }

  private mutating func sourceFields(_ node: Node) -> [SourceFieldDeclaration]? {
    guard let entries = map(node, "'fields'") else { return nil }
    var fields: [SourceFieldDeclaration] = []
    for entry in entries {
      guard let name = text(entry.key, "the name of a field") else { continue }
      guard case .mapping(let members) = entry.value.content else {
        let path = text(entry.value, "'\(name.text)'", wanted: "a path or a map") ?? name
        fields.append(
          SourceFieldDeclaration(name: name, path: path, type: nil, isRequired: false))
        continue
      }
      let known = Grammar.fieldDeclaration.known
      for member in members where !known.contains(member.name) {
        report(
          .unknownKey(member.name, place: "the declaration of a field", valid: known),
          member.key.span)
      }
      let path = entry.value["from"].flatMap { text($0, "'from'", wanted: "a path") } ?? name
      let type = entry.value["type"].flatMap { text($0, "'type'") }
      let required = entry.value["required"].flatMap { flag($0, "required") } ?? false
      fields.append(
        SourceFieldDeclaration(name: name, path: path, type: type, isRequired: required))
    }
    return fields
  }

  mutating func flag(_ node: Node, _ key: String) -> Bool? {
    guard let text = text(node, "'\(key)'", wanted: "true or false") else { return nil }
    switch text.text {
    case "true": return true
    case "false": return false
    default:
      report(.badValue(text.text, option: key, wanted: "true | false"), text.span)
      return nil
    }
  }
}

extension ComponentDeclaration.Role {
  var keys: Grammar.Keys {
    switch self {
    case .source: Grammar.source
    case .stage: Grammar.stage
    case .sink: Grammar.sink
    }
  }

  var example: String {
    switch self {
    case .source: "use: files"
    case .stage: "use: ip_lookup"
    case .sink: "use: files"
    }
  }
}
