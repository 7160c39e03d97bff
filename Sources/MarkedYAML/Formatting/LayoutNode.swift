/// A value with what its layout needs to know: style, anchor, comments.
final class LayoutNode {
  enum Content {
    case scalar(Scalar)
    case alias(String)
    case sequence
    case mapping
  }

  let content: Content
  let anchor: String?
  /// Whether a list or map is written in brackets.
  var isFlow = false
  /// Where it begins and ends, in bytes of the file.
  let start: Int
  var end: Int
  /// The members of a list or map.
  var items: [LayoutItem] = []
  /// Comments behind the last member, and as deep as the members.
  var closing: [Comment] = []
  /// The lines of a folded text, without their indentation.
  var foldedLines: [String] = []

  init(_ content: Content, anchor: String?, start: Int, end: Int) {
    self.content = content
    self.anchor = anchor
    self.start = start
    self.end = end
  }

  var scalar: Scalar? {
    if case .scalar(let scalar) = content { scalar } else { nil }
  }

  var isMapping: Bool {
    if case .mapping = content { true } else { false }
  }

  var isCollection: Bool {
    switch content {
    case .sequence, .mapping: true
    case .scalar, .alias: false
    }
  }

  /// Whether it is a text of several lines below `|` or `>`.
  var isBlockText: Bool { scalar?.style == .literal || scalar?.style == .folded }

  /// Whether a comment stands anywhere inside.
  var hasComments: Bool {
    !closing.isEmpty || items.contains { $0.hasComments || $0.value.hasComments }
  }

  /// Whether an anchor or alias stands anywhere inside.
  var hasAnchors: Bool {
    if case .alias = content { return true }
    return anchor != nil
      || items.contains { $0.value.hasAnchors || $0.key?.hasAnchors == true }
  }
}

/// A member of a list or map.
final class LayoutItem {
  /// Nil in a list.
  let key: LayoutNode?
  let value: LayoutNode
  /// Comments on lines of their own above it.
  var leading: [Comment] = []
  /// The comment behind `key:` or `-`, with the value on the lines below.
  var head: Comment?
  /// The comment behind the value.
  var trailing: Comment?
  /// Whether an empty line stands above it, behind its leading comments.
  var hasGap = false

  init(key: LayoutNode?, value: LayoutNode) {
    self.key = key
    self.value = value
  }

  var start: Int { key?.start ?? value.start }

  var hasComments: Bool { !leading.isEmpty || head != nil || trailing != nil }

  /// Whether an empty line stands above it and its comments.
  var hasGapAbove: Bool { leading.first?.hasGap ?? hasGap }

  /// The name of a key.
  var name: String { key?.scalar?.text ?? "" }
}
