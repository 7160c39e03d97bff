import DiagnosticKit

/// Gives each comment to the member that it is about.
///
/// Shape: one on a line of its own belongs to the member below it; behind the last member of a list or
/// map it belongs to that list or map as long as it stands as deep as the members, else to what
/// comes next further out. One behind a value belongs to that value.
struct CommentPlacing {
  private let file: SourceFile
  private var comments: ArraySlice<Comment>

  static func place(_ comments: [Comment], in root: LayoutNode, _ file: SourceFile) {
    var placing = CommentPlacing(file: file, comments: comments[...])
    placing.members(of: root, depth: 0, limit: file.bytes.count)
    root.closing += placing.comments
  }

  /// `depth`: the column of the members further out; `limit`: where the next of them begins.
  private mutating func members(of node: LayoutNode, depth: Int, limit: Int) {
    guard let first = node.items.first else { return }
    let column = column(of: first, in: node)
    for (place, item) in node.items.enumerated() {
      item.leading += take { $0.offset < item.start }
      item.hasGap = hasGap(above: item)
      let next = place + 1 < node.items.count ? node.items[place + 1].start : limit
      value(of: item, depth: column, limit: node.isFlow ? node.end : next)
      takeBehind(item, limit: node.isFlow ? node.end : limit)
    }
    if node.isFlow {
      node.closing += take { $0.offset < node.end }
    } else if column > depth {
      node.closing += take { $0.isOwnLine && $0.column >= column && $0.offset < limit }
    }
  }

  /// The column of a map's key or of a list's dash.
  private func column(of item: LayoutItem, in node: LayoutNode) -> Int {
    var offset = item.start
    if !node.isMapping, !node.isFlow {
      let cursor = SourceCursor(file)
      offset -= 1
      while offset > node.start, cursor[offset] != UInt8(ascii: "-") || !cursor.isSpace(offset + 1)
      {
        offset -= 1
      }
    }
    return file.span(ofBytes: max(offset, 0)..<max(offset, 0)).column
  }

  private mutating func value(of item: LayoutItem, depth: Int, limit: Int) {
    let value = item.value
    if let comment = comments.first, !comment.isOwnLine, isHead(comment, of: item) {
      item.head = comments.popFirst()
    }
    if value.items.isEmpty {
      // What stands in empty brackets, or between a key and its text below, is said above the key.
      item.leading += take { $0.offset < (value.isCollection ? value.end : value.start) }
    } else {
      members(of: value, depth: depth, limit: limit)
    }
  }

  /// Whether a comment stands behind the key or the `|` of a value whose lines follow below.
  private func isHead(_ comment: Comment, of item: LayoutItem) -> Bool {
    let value = item.value
    if value.isBlockText { return comment.line == file.line(ofByte: value.start) }
    guard let key = item.key, comment.line == file.line(ofByte: key.end) else { return false }
    return value.isFlow || value.items.isEmpty
      ? comment.offset < value.start || value.start == value.end && !value.isCollection
      : comment.offset < value.items[0].start
  }

  private mutating func takeBehind(_ item: LayoutItem, limit: Int) {
    guard let comment = comments.first, !comment.isOwnLine, comment.offset < limit,
      comment.line == file.line(ofByte: item.value.end)
    else { return }
    item.trailing = comments.popFirst()
    // A value on one line has room for one of them.
    if let head = item.head, item.value.isFlow || item.value.items.isEmpty {
      item.leading.append(head)
      item.head = nil
    }
  }

  private func hasGap(above item: LayoutItem) -> Bool {
    let line = file.line(ofByte: item.start)
    return line > 1 && SourceCursor(file).isBlank(line: line - 1)
  }

  private mutating func take(while isWanted: (Comment) -> Bool) -> [Comment] {
    let taken = comments.prefix(while: isWanted)
    comments.removeFirst(taken.count)
    return Array(taken)
  }
}
