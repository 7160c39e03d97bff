/// Where the boxes and ways of a picture are: layers from top to bottom, each subtree a column as
/// wide as what it holds, so that nothing crosses.
struct GraphLayout {
  struct Box {
    var x: Int
    var y: Int
    let width: Int
    let height: Int
    /// The first one is the id.
    let lines: [String]
    let style: String
  }

  struct Point {
    var x: Int
    var y: Int
  }

  struct Way {
    let from: Point
    let to: Point
    /// How far below `from` the curve is over.
    let bendHeight: Int
    let label: [String]
  }

  /// The width of a character at 13 pixels, and at 11.
  private static let character = 8
  private static let smallCharacter = 7
  static let line = 16
  static let labelLine = 13
  private static let padding = 12
  private static let gap = 24
  private static let bend = 24

  private(set) var boxes: [Box] = []
  private(set) var ways: [Way] = []
  private(set) var width = 0
  private(set) var height = 0

  private let graph: PipelineGraph
  private let words: GraphWords
  private let tree: GraphTree

  init(_ graph: PipelineGraph) {
    self.graph = graph
    words = GraphWords(graph: graph)
    tree = GraphTree(graph)
    measureColumns()
    var x = Self.gap
    for root in tree.roots {
      x = place(root, x) + Self.gap
    }
    if !tree.failedSinks.isEmpty { x = placeFailedSinks(x) + Self.gap }
    width = x
    height = (boxes.map { $0.y + $0.height }.max() ?? 0) + Self.gap
  }

  // MARK: places

  /// Places a tree from `left` on; returns its right end.
  private mutating func place(_ root: GraphTree.Root, _ left: Int) -> Int {
    let sources = root.sources.map(box)
    let row = sources.map(\.width).reduce(0, +) + Self.gap * (sources.count - 1)
    let columns = root.branches.map(columnWidth)
    let below = columns.reduce(0, +) + Self.gap * max(0, columns.count - 1)
    let whole = max(row, below)
    var x = left + (whole - row) / 2
    var tips: [Point] = []
    let bottom = Self.gap + (sources.map(\.height).max() ?? 0)
    for source in sources {
      var source = source
      source.x = x
      source.y = bottom - source.height
      tips.append(Point(x: x + source.width / 2, y: bottom))
      boxes.append(source)
      x += source.width + Self.gap
    }
    x = left + (whole - below) / 2
    for (branch, column) in zip(root.branches, columns) {
      place(branch, from: tips, x, column)
      x += column + Self.gap
    }
    return left + whole
  }

  /// Places a branch and what is below it into a column.
  private mutating func place(
    _ branch: GraphTree.Branch, from tips: [Point], _ left: Int, _ column: Int
  ) {
    // What is placed still, each with its column; a chain may be as long as the file.
    var waiting = [(branch, tips, left, column)]
    while let (branch, tips, left, column) = waiting.popLast() {
      var own = box(branch.part)
      let label = label(branch)
      let start = tips.map(\.y).max() ?? 0
      own.x = left + (column - own.width) / 2
      own.y = start + Self.bend + label.count * Self.labelLine + 12
      boxes.append(own)
      let top = Point(x: own.x + own.width / 2, y: own.y)
      for (number, tip) in tips.enumerated() {
        let words = number == 0 ? label : []
        ways.append(Way(from: tip, to: top, bendHeight: Self.bend, label: words))
      }
      let tip = Point(x: top.x, y: own.y + own.height)
      let columns = tree[branch.part].map(columnWidth)
      let below = columns.reduce(0, +) + Self.gap * max(0, columns.count - 1)
      var x = left + (column - below) / 2
      for (next, width) in zip(tree[branch.part], columns) {
        waiting.append((next, [tip], x, width))
        x += width + Self.gap
      }
    }
  }

  private mutating func placeFailedSinks(_ left: Int) -> Int {
    var x = left
    for sink in tree.failedSinks {
      var own = box(sink)
      own.x = x
      own.y = Self.gap
      boxes.append(own)
      x += own.width + Self.gap
    }
    return x - Self.gap
  }

  // MARK: sizes

  /// The widths of the subtrees, by part.
  private var columnWidths: [Int: Int] = [:]

  /// What is further down stands further down in the file, so it is measured before.
  private mutating func measureColumns() {
    for place in graph.parts.indices.reversed() {
      let inner = tree[place].map { columnWidth($0) }
      let below = inner.reduce(0, +) + Self.gap * max(0, inner.count - 1)
      columnWidths[place] = max(box(place).width, below)
    }
  }

  private func columnWidth(_ branch: GraphTree.Branch) -> Int {
    columnWidths[branch.part, default: 0] + labelWidth(branch)
  }

  /// Room beside the way for what stands there, as far as the box does not give it.
  private func labelWidth(_ branch: GraphTree.Branch) -> Int {
    let longest = label(branch).map(\.count).max() ?? 0
    let wanted = 2 * (longest * Self.smallCharacter + 12)
    return max(0, wanted - box(branch.part).width)
  }

  private func label(_ branch: GraphTree.Branch) -> [String] {
    let text = words.label(branch.edge)
    return text.isEmpty ? [] : text.split(separator: ", ").map(String.init)
  }

  private func box(_ place: Int) -> Box {
    let part = graph.parts[place]
    var lines = [part.id]
    if part.kind == .failedSink { lines.append("failed events") }
    lines += [words.kind(part)].compactMap(\.self) + words.remarks(part)
    let title = part.id.count * Self.character
    let longest = max(title, (lines.dropFirst().map(\.count).max() ?? 0) * Self.smallCharacter)
    return Box(
      x: 0, y: 0, width: (longest + 2 * Self.padding + 1) / 2 * 2,
      height: lines.count * Self.line + 14,
      lines: lines, style: part.kind.rawValue)
  }
}
