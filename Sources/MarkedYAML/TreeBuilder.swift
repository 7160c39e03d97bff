import CYAML
import DiagnosticKit

/// Builds the tree from libyaml's events, without recursion.
struct TreeBuilder {
  /// What an anchor names, with its size, so that bombs are refused before they grow.
  struct Anchored {
    let node: Node
    let size: Int
    let height: Int
  }

  let places: Places
  let limits: Limits
  var findings: [Finding] = []
  var frames: [Frame] = []
  var anchors: [String: Anchored] = [:]
  var trail = Trail()
  var isStopped = false

  private var root: Node?
  private var documents = 0
  private var isEnded = false
  private var nodes = 0
  var aliasNodes = 0

  init(places: Places, limits: Limits) {
    self.places = places
    self.limits = limits
  }

  /// Reads to the end; nil when a syntax error or a limit came before.
  mutating func build(_ reader: EventReader) -> Node? {
    while !isEnded, !isStopped {
      if !reader.next({ take($0) }) {
        let trap = SyntaxTrap(
          failure: reader.failure, trail: trail, isFlow: frames.last?.isFlow ?? false,
          places: places)
        stop(onSyntaxError: trap.finding)
      }
    }
    return isStopped ? nil : root ?? nothing
  }

  /// The tree of a file without a value.
  var nothing: Node {
    let start = Places.Place(line: 1, column: 1)
    return Node(.scalar(Scalar(text: "", style: .plain)), span: places.span(start, start))
  }

  private mutating func take(_ event: yaml_event_t) {
    switch event.type {
    case YAML_STREAM_END_EVENT: isEnded = true
    case YAML_DOCUMENT_START_EVENT: startDocument(event)
    case YAML_SCALAR_EVENT: takeScalar(event)
    case YAML_SEQUENCE_START_EVENT, YAML_MAPPING_START_EVENT: open(event)
    case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: close(event)
    case YAML_ALIAS_EVENT: takeAlias(event)
    default: break
    }
  }

  private mutating func startDocument(_ event: yaml_event_t) {
    documents += 1
    anchors = [:]
    trail.kind = .other
    trail.end = places.place(event.end_mark)
    guard documents == 2 else { return }
    report(
      .error(
        "yaml-second-document", at: span(event),
        "'---' starts a second document, and a file holds one",
        help: "delete the line, or move what follows to a file of its own"))
  }

  private mutating func open(_ event: yaml_event_t) {
    let isMapping = event.type == YAML_MAPPING_START_EVENT
    let properties =
      isMapping
      ? (event.data.mapping_start.anchor, event.data.mapping_start.tag)
      : (event.data.sequence_start.anchor, event.data.sequence_start.tag)
    let isFlow =
      isMapping
      ? event.data.mapping_start.style == YAML_FLOW_MAPPING_STYLE
      : event.data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE
    let start = contentStart(event, hasProperties: properties.0 != nil || properties.1 != nil)
    if properties.1 != nil { reportTag(event) }
    guard count(at: start) else { return }
    guard frames.count < limits.depth else { return stopTooDeep(at: start) }

    let isInlinePair = isFlow && event.start_mark.index == event.end_mark.index
    frames.append(
      Frame(
        isMapping: isMapping, isFlow: isFlow, isInlinePair: isInlinePair,
        anchor: Self.text(properties.0), start: start))
    trail.kind = .other
    trail.start = start
    trail.end = places.place(event.end_mark)
    if isFlow, !isInlinePair { trail.openBracket = start }
  }

  private mutating func close(_ event: yaml_event_t) {
    guard let frame = frames.popLast() else { return }
    let hasBracket = event.start_mark.index != event.end_mark.index
    let end = hasBracket ? places.place(event.end_mark) : frame.end
    if hasBracket {
      trail.kind = .flowCollection
      trail.start = frame.start
      trail.end = end
      trail.openBracket = frames.last { $0.isFlow && !$0.isInlinePair }?.start
    }
    let node = Node(frame.content, span: places.span(frame.start, end))
    add(node, end: end, size: frame.size, height: frame.height + 1, anchor: frame.anchor)
  }

  /// Puts a finished node into its list or map, or at the top.
  mutating func add(
    _ node: Node, end: Places.Place, size: Int, height: Int, anchor: String?
  ) {
    if let anchor { anchors[anchor] = Anchored(node: node, size: size, height: height) }
    guard let last = frames.indices.last else {
      if documents == 1 { root = node }
      return
    }
    frames[last].end = end
    frames[last].size += size
    frames[last].height = max(frames[last].height, height)
    if frames[last].awaitsKey {
      addKey(node, to: last)
    } else {
      frames[last].add(node)
    }
  }

  /// Counts a node; false when there are too many.
  mutating func count(at place: Places.Place) -> Bool {
    nodes += 1
    guard nodes > limits.nodes else { return !isStopped }
    stop(
      .error(
        "yaml-too-many-values", at: places.span(place, place),
        "the file has more than \(limits.nodes) values"))
    return false
  }

  /// Adds a finding; stops when there are too many of them.
  mutating func report(_ finding: Finding) {
    findings.append(finding)
    guard findings.count == Limits.findings else { return }
    stop(
      .error(
        "yaml-too-many-findings", at: finding.span,
        "reading stops here: \(Limits.findings) findings are enough"))
  }

  /// Adds the finding for a syntax error; of two about the same text the one that shows more stays.
  private mutating func stop(onSyntaxError finding: Finding) {
    isStopped = true
    if let span = finding.span, let last = findings.last?.span, last.line == span.line,
      last.column < span.endColumn, span.column < last.endColumn
    {
      guard span.endColumn - span.column > last.endColumn - last.column else { return }
      findings.removeLast()
    }
    findings.append(finding)
  }

  mutating func stop(_ finding: Finding) {
    findings.append(finding)
    isStopped = true
  }

  mutating func stopTooDeep(at place: Places.Place) {
    stop(
      .error(
        "yaml-too-deep", at: places.span(place, place),
        "lists and maps are nested more than \(limits.depth) levels deep"))
  }

  func span(_ event: yaml_event_t) -> SourceSpan {
    places.span(places.place(event.start_mark), places.place(event.end_mark))
  }

  static func text(_ pointer: UnsafeMutablePointer<yaml_char_t>?) -> String? {
    pointer.map { String(cString: $0) }
  }
}
