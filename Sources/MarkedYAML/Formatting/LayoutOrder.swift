/// Puts the keys that lead in front: sections in the order of the language, in components what names
/// them.
struct LayoutOrder {
  private let style: YAMLStyle

  init(_ style: YAMLStyle) { self.style = style }

  /// Anchors must stay above what they are named by, so a file with one keeps its order.
  func sort(_ root: LayoutNode) {
    guard root.isMapping, !root.hasAnchors else { return }
    for item in root.items {
      guard let leading = style.leading[item.name] else { continue }
      for member in item.value.items { sort(member.value, leading) }
    }
    sort(root, style.sections)
  }

  /// Comments below a dash are about the whole member: they go above it.
  static func raiseComments(_ node: LayoutNode) {
    for item in node.items {
      raiseComments(item.value)
      guard item.key == nil, item.value.anchor == nil, let first = item.value.items.first,
        !first.leading.isEmpty
      else { continue }
      item.leading += first.leading
      item.hasGap = first.hasGap
      first.leading = []
      first.hasGap = false
    }
  }

  private func sort(_ node: LayoutNode, _ order: [String]) {
    guard node.isMapping, let first = node.items.first else { return }
    let places = Dictionary(order.enumerated().map { ($1, $0) }) { first, _ in first }
    func place(_ item: LayoutItem) -> Int { places[item.name] ?? order.count }
    node.items = node.items.enumerated().sorted { left, right in
      (place(left.element), left.offset) < (place(right.element), right.offset)
    }.map(\.element)
    guard let top = node.items.first, top !== first else { return }
    moveHeading(from: first, to: top)
    if first.leading.isEmpty { first.hasGap = false }
  }

  /// Comments with an empty line below them are about the whole file: they stay at its top.
  private func moveHeading(from first: LayoutItem, to top: LayoutItem) {
    let end = first.hasGap ? first.leading.count : first.leading.lastIndex(where: \.hasGap) ?? 0
    guard end > 0 else { return }
    let heading = first.leading.prefix(end)
    first.leading.removeFirst(end)
    if top.leading.isEmpty { top.hasGap = true } else { top.leading[0].hasGap = true }
    top.leading = heading + top.leading
  }
}
