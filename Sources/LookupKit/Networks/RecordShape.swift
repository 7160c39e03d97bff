import EventModel

/// How the columns of a table become a record: headings with points are maps inside maps, `[0]` are
/// places in lists.
struct RecordShape {
  private struct Node {
    /// The column whose value stands here; -1 for a map or list.
    var column = -1
    var keys: [(key: String, child: Int)] = []
    /// By place in the list.
    var items: [(index: Int, child: Int)] = []
  }

  private var nodes = [Node()]
  private let kinds: [RecordType?]

  /// `kinds` by place in `columns`: nil for columns that are no part of the record.
  ///
  /// Errors: a heading that is no path, or that stands inside another one.
  init(_ columns: [String], _ kinds: [RecordType?], table: String) throws(LookupError) {
    self.kinds = kinds
    for (place, name) in columns.enumerated() where kinds[place] != nil {
      let path: IPTablePath
      do { path = try IPTablePath(parsing: name) } catch {
        throw LookupError("\(table): \(error.message)")
      }
      try add(path, place, name, table)
    }
  }

  private mutating func add(
    _ path: IPTablePath, _ column: Int, _ name: String, _ table: String
  ) throws(LookupError) {
    var node = 0
    for component in path.components {
      guard nodes[node].column < 0 else {
        throw LookupError("\(table): the heading '\(name)' lies inside another column")
      }
      switch component {
      case .key(let key):
        guard nodes[node].items.isEmpty else { throw mixed(name, table) }
        node =
          nodes[node].keys.first { $0.key == key }?.child
          ?? newChild { nodes, child in
            nodes[node].keys.append((key, child))
          }
      case .index(let index):
        guard index >= 0, nodes[node].keys.isEmpty else { throw mixed(name, table) }
        node =
          nodes[node].items.first { $0.index == index }?.child
          ?? newChild { nodes, child in
            nodes[node].items.append((index, child))
            nodes[node].items.sort { $0.index < $1.index }
          }
      }
    }
    guard nodes[node].column < 0, nodes[node].keys.isEmpty, nodes[node].items.isEmpty else {
      throw LookupError("\(table): other columns lie inside the heading '\(name)'")
    }
    nodes[node].column = column
  }

  private mutating func newChild(_ link: (inout [Node], Int) -> Void) -> Int {
    nodes.append(Node())
    link(&nodes, nodes.count - 1)
    return nodes.count - 1
  }

  private func mixed(_ name: String, _ table: String) -> LookupError {
    LookupError("\(table): the heading '\(name)' mixes a list, whose places begin at 0, and a map")
  }

  /// The record of a row; an empty map when the row has no value.
  func record(_ rows: TableRows, _ row: Int) throws(LookupError) -> LookupValue {
    try value(0, rows, row) ?? .map([])
  }

  /// Recursion is as deep as a path.
  private func value(
    _ number: Int, _ rows: TableRows, _ row: Int
  ) throws(LookupError) -> LookupValue? {
    let node = nodes[number]
    if node.column >= 0, let kind = kinds[node.column] {
      return try kind.value(rows, row, node.column)
    }
    if !node.items.isEmpty {
      var items: [LookupValue] = []
      for item in node.items {
        if let found = try value(item.child, rows, row) { items.append(found) }
      }
      return items.isEmpty ? nil : .list(items)
    }
    var members: [LookupValue.Member] = []
    for (key, child) in node.keys {
      if let found = try value(child, rows, row) { members.append(.init(key, found)) }
    }
    return members.isEmpty ? nil : .map(members)
  }
}
