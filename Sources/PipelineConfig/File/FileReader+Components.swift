import DiagnosticKit
import MarkedYAML

extension FileReader {
  mutating func components(
    _ node: Node, _ role: ComponentDeclaration.Role
  ) -> [ComponentDeclaration] {
    guard case .sequence(let items) = node.content else {
      if !node.isNull {
        report(.wrongShape("\(role.rawValue)s", wanted: "a list", found: node.kindName), node.span)
      }
      return []
    }
    return items.compactMap { component($0, role) }
  }

  private mutating func component(
    _ node: Node, _ role: ComponentDeclaration.Role
  ) -> ComponentDeclaration? {
    guard case .mapping(let entries) = node.content else {
      report(
        .wrongShape("a \(role.rawValue)", wanted: "a map with 'use'", found: node.kindName),
        node.span)
      return nil
    }
    guard let useNode = node["use"] else {
      report(
        .missingKey("use", place: "this \(role.rawValue)", example: role.example), node.span)
      return nil
    }
    guard let use = text(useNode, "use") else { return nil }
    var component = ComponentDeclaration(role: role, span: node.span, use: use)
    for entry in entries { readEntry(entry, into: &component) }
    return component
  }

  private mutating func readEntry(_ entry: Entry, into component: inout ComponentDeclaration) {
    let key = entry.key.string ?? ""
    guard component.role.keys.known.contains(key) else {
      component.options.append(entry)
      return
    }
    switch key {
    case "id": component.id = text(entry.value, key)
    case "from": component.from = texts(entry.value, key)
    case "when": component.when = text(entry.value, key)
    case "on_error": component.onError = text(entry.value, key)
    case "format": component.format = format(entry.value)
    case "fields": component.fields = sourceFields(entry.value)
    case "others": component.others = text(entry.value, key)
    case "only": component.only = texts(entry.value, key)
    case "except": component.except = texts(entry.value, key)
    case "about": _ = text(entry.value, key)
    default: break
    }
  }

  private mutating func format(_ node: Node) -> FormatDeclaration? {
    if case .mapping(let entries) = node.content {
      guard let useNode = node["use"] else {
        report(
          .missingKey("use", place: "a format with options", example: "{ use: tsv }"), node.span)
        return nil
      }
      guard let use = text(useNode, "use") else { return nil }
      return FormatDeclaration(
        use: use, span: node.span, options: entries.filter { $0.key.string != "use" })
    }
    return text(node, "format").map { FormatDeclaration(use: $0, span: $0.span, options: []) }
  }

  private mutating func sourceFields(_ node: Node) -> [SourceFieldDeclaration]? {
    guard let entries = map(node, "fields") else { return nil }
    var fields: [SourceFieldDeclaration] = []
    for entry in entries {
      guard let name = text(entry.key, "the name of a field") else { continue }
      guard case .mapping(let members) = entry.value.content else {
        if let path = text(entry.value, name.text) {
          fields.append(
            SourceFieldDeclaration(name: name, path: path, type: nil, isRequired: false))
        }
        continue
      }
      let known = ["from", "type", "required"]
      for member in members where !known.contains(member.key.string ?? "") {
        report(
          .unknownKey(
            member.key.string ?? "", place: "the declaration of a field", valid: known),
          member.key.span)
      }
      let path = entry.value["from"].flatMap { text($0, "from") } ?? name
      let type = entry.value["type"].flatMap { text($0, "type") }
      let required = entry.value["required"].flatMap { flag($0, "required") } ?? false
      fields.append(
        SourceFieldDeclaration(name: name, path: path, type: type, isRequired: required))
    }
    return fields
  }

  private mutating func flag(_ node: Node, _ what: String) -> Bool? {
    switch node.string {
    case "true": return true
    case "false": return false
    default:
      report(
        .badValue(node.string ?? node.kindName, option: what, wanted: "true | false"), node.span)
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
