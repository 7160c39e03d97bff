import DiagnosticKit
import MarkedYAML
import StageKit

/// Checks what a pipeline file states for the options of one plugin against its spec.
struct OptionChecker {
  let spec: Spec
  /// As messages name the plugin: `stage 'ip_lookup'`.
  let owner: String
  /// Keys of the grammar, for suggestions.
  let grammar: Grammar.Keys
  private(set) var options = CheckedOptions()
  private(set) var findings = Findings()
  /// Options that a slip of the keyboard has probably made unknown.
  private var nearMisses: Set<String> = []
  private(set) var lookupNames: [(spec: NeedSpec, names: [Placed])] = []
  /// Keys from the option in hand down to the value in hand.
  private var path: [String] = []
  /// Values that nothing may show.
  private(set) var secrets: [Node] = []

  init(spec: Spec, owner: String, grammar: Grammar.Keys) {
    self.spec = spec
    self.owner = owner
    self.grammar = grammar
  }

  mutating func check(_ entries: [Entry], span: SourceSpan) {
    for entry in entries { checkEntry(entry) }
    addDefaults(entries, span: span)
  }

  private mutating func report(_ mistake: Mistake, _ span: SourceSpan) {
    findings.append(mistake.finding(at: span))
  }

  private mutating func checkEntry(_ entry: Entry) {
    let key = entry.name
    guard let item = spec.items.first(where: { $0.key == key }) else {
      let valid = spec.keys + grammar.known
      report(.unknownOption(key, owner: owner, valid: valid), entry.key.span)
      if let near = Mistake.closest(key, valid) { nearMisses.insert(near) }
      return
    }
    options.spans[key] = entry.value.span
    path = [key]
    switch item {
    case .option(let option):
      if option.isSecret { secrets.append(entry.value) }
      if let value = value(entry.value, option.type, key) { options.values[key] = value }
    case .input(let input):
      if let field = text(entry.value, key, wanted: "the name of a field") {
        options.inputs.append((input, field.text, field.span))
      }
    case .need(let need): checkNeed(entry.value, need)
    case .condition:
      if let text = text(entry.value, key, wanted: "an expression") {
        options.conditions.append((key, text))
      }
    case .assignments:
      checkAssignments(entry.value, key)
    case .fieldMap(let map): checkFieldMap(entry.value, map)
    case .output, .entity: break
    }
  }

  private mutating func checkNeed(_ node: Node, _ need: NeedSpec) {
    guard case .sequence(let items) = node.content else {
      if let name = text(node, need.name, wanted: "the name of a lookup") {
        lookupNames.append((need, [name]))
      }
      return
    }
    guard need.takesList else { return report(.lookupList(need.name), node.span) }
    if items.isEmpty { report(.emptyList(need.name), node.span) }
    var names: [Placed] = []
    for item in items {
      guard let name = text(item, need.name, wanted: "the name of a lookup") else { continue }
      if names.contains(where: { $0.text == name.text }) {
        report(.namedTwice(name.text, key: need.name), name.span)
      } else {
        names.append(name)
      }
    }
    lookupNames.append((need, names))
  }

  private mutating func checkFieldMap(_ node: Node, _ map: FieldMapSpec) {
    guard case .mapping(let entries) = node.content else {
      report(
        .wrongShape("'\(map.name)'", wanted: "a map of fields", found: node.found), node.span)
      return
    }
    if entries.isEmpty { report(.emptyList(map.name), node.span) }
    var members: [FieldMapMember] = []
    for entry in entries {
      let field = Placed(text: entry.name, span: entry.key.span, node: entry.key)
      guard case .mapping(let parts) = entry.value.content else {
        if let source = text(entry.value, field.text, wanted: "what the lookup has, or a map") {
          members.append(FieldMapMember(field: field, source: source, type: nil))
        }
        continue
      }
      let known = Grammar.mappedField.known
      for part in parts where !known.contains(part.name) {
        report(
          .unknownKey(part.name, place: "the declaration of a field", valid: known), part.key.span)
      }
      let source = entry.value["from"].flatMap { text($0, "from") } ?? field
      let type = entry.value["type"].flatMap { text($0, "type") }
      members.append(FieldMapMember(field: field, source: source, type: type))
    }
    options.fieldMaps.append((map, members))
  }

  private mutating func checkAssignments(_ node: Node, _ key: String) {
    guard case .mapping(let entries) = node.content else {
      report(.wrongShape("'\(key)'", wanted: "a map of fields", found: node.found), node.span)
      return
    }
    var members: [(field: Placed, value: Placed)] = []
    for entry in entries {
      let field = Placed(text: entry.name, span: entry.key.span, node: entry.key)
      // An unquoted `null` is the expression that empties the field.
      if entry.value.scalar?.text == "null" {
        members.append((field, Placed(text: "null", span: entry.value.span, node: entry.value)))
      } else if let value = text(entry.value, field.text, wanted: "an expression") {
        members.append((field, value))
      }
    }
    if members.isEmpty, entries.isEmpty { report(.emptyList(key), node.span) }
    options.assignments.append((key, members))
  }

  private mutating func addDefaults(_ entries: [Entry], span: SourceSpan) {
    let stated = Set(entries.map(\.name))
    for item in spec.items {
      guard let key = item.key, !stated.contains(key), !nearMisses.contains(key)
      else { continue }
      switch item {
      case .option(let option):
        if let value = option.defaultValue {
          options.values[key] = value
        } else if let other = option.alternative {
          guard !stated.contains(other), !nearMisses.contains(other) else { continue }
          report(.missingOption(key, owner: owner, help: option.help), span)
        } else if !option.isOptional {
          report(.missingOption(key, owner: owner, help: option.help), span)
        }
      case .input(let input):
        options.inputs.append((input, input.defaultField, span))
      case .condition(let condition):
        report(.missingOption(key, owner: owner, help: condition.help), span)
      case .assignments(let assignments):
        report(.missingOption(key, owner: owner, help: assignments.help), span)
      case .fieldMap(let map):
        if !map.isOptional { report(.missingOption(key, owner: owner, help: map.help), span) }
      case .need, .output, .entity: break
      }
    }
  }

  private mutating func text(
    _ node: Node, _ key: String, wanted: String = "a text"
  ) -> Placed? {
    guard let string = node.string else {
      report(.wrongShape("'\(key)'", wanted: wanted, found: node.found), node.span)
      return nil
    }
    return Placed(text: string, span: node.span, node: node)
  }

  private mutating func value(_ node: Node, _ type: OptionType, _ key: String) -> OptionData? {
    switch type {
    case .list(let element): return list(node, element, key)
    case .map(let element): return members(node, element, key)
    case .record(let options): return record(node, options, key)
    case .text, .path, .field: return text(node, key).map { .text($0.text) }
    case .pathTemplate:
      guard let text = text(node, key) else { return nil }
      options.templates.append((key, text))
      return .text(text.text)
    case .boolean, .integer, .size, .duration, .choice: return scalar(node, type, key)
    case .value: return anything(node, key)
    }
  }

  /// Recursion is as deep as the file's own limit.
  private mutating func anything(_ node: Node, _ key: String) -> OptionData? {
    switch node.content {
    case .sequence: return list(node, .value, key)
    case .mapping: return members(node, .value, key)
    case .scalar(let scalar):
      switch scalar.plainLiteral {
      case .null?: return .nothing
      case .bool(let flag)?: return .boolean(flag)
      case .number(let text)?: return Int(text).map { .integer($0) } ?? .number(text)
      case nil: return text(node, key).map { .text($0.text) }
      }
    }
  }

  private mutating func scalar(_ node: Node, _ type: OptionType, _ key: String) -> OptionData? {
    guard let text = text(node, key, wanted: type.words)?.text else { return nil }
    if let value = type.value(text) { return value }
    report(.badValue(text, option: key, wanted: type.summary), node.span)
    return nil
  }

  private mutating func list(_ node: Node, _ element: OptionType, _ key: String) -> OptionData? {
    guard case .sequence(let items) = node.content else {
      guard node.string != nil else {
        report(.wrongShape("'\(key)'", wanted: "a list", found: node.found), node.span)
        return nil
      }
      return value(node, element, key).map { .list([$0]) }
    }
    let values = items.compactMap { value($0, element, key) }
    options.itemSpans[path.joined(separator: ".")] = items.map(\.span)
    return values.count == items.count ? .list(values) : nil
  }

  private mutating func members(
    _ node: Node, _ element: OptionType, _ key: String
  ) -> OptionData? {
    guard case .mapping(let entries) = node.content else {
      report(.wrongShape("'\(key)'", wanted: "a map", found: node.found), node.span)
      return nil
    }
    options.itemSpans[path.joined(separator: ".")] = entries.map(\.key.span)
    let members = entries.compactMap { entry in
      member(entry, element).map { OptionMember(entry.name, $0) }
    }
    return members.count == entries.count ? .map(members) : nil
  }

  /// The value of one entry of a map, with its place.
  private mutating func member(_ entry: Entry, _ type: OptionType) -> OptionData? {
    path.append(entry.name)
    defer { path.removeLast() }
    options.spans[path.joined(separator: ".")] = entry.value.span
    return value(entry.value, type, entry.name)
  }

  private mutating func record(
    _ node: Node, _ known: [OptionSpec], _ key: String
  ) -> OptionData? {
    guard case .mapping(let entries) = node.content else {
      report(.wrongShape("'\(key)'", wanted: "a map", found: node.found), node.span)
      return nil
    }
    var members: [OptionMember] = []
    var isWhole = true
    for entry in entries {
      guard let option = known.first(where: { $0.name == entry.name }) else {
        report(
          .unknownKey(entry.name, place: "'\(key)'", valid: known.map(\.name)), entry.key.span)
        isWhole = false
        continue
      }
      if option.isSecret { secrets.append(entry.value) }
      if let value = member(entry, option.type) {
        members.append(OptionMember(option.name, value))
      } else {
        isWhole = false
      }
    }
    for option in known where !entries.contains(where: { $0.name == option.name }) {
      if let value = option.defaultValue { members.append(OptionMember(option.name, value)) }
      guard option.defaultValue == nil, !option.isOptional else { continue }
      report(
        .missingKey(option.name, place: "'\(key)'", example: "\(option.name): …"), node.span)
      isWhole = false
    }
    return isWhole ? .map(members) : nil
  }
}

extension OptionType {
  /// As messages about shapes name it.
  var words: String {
    switch self {
    case .boolean: "true or false"
    case .integer: "a number"
    case .size: "a size"
    case .duration: "a duration"
    case .choice: "a word"
    case .text, .path, .pathTemplate, .field, .list, .map, .record, .value: "a text"
    }
  }
}

extension CheckedOptions {
  mutating func use(_ need: NeedSpec, lookups: [Int]) { needs.append((need, lookups)) }
}
