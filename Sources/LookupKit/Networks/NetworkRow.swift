/// A network of a table with its record.
struct NetworkRow {
  let range: AddressRange
  let value: LookupValue
  let place: TablePlace
}

/// What becomes of a network that lies inside another one.
public enum NetworkOverlap: String, Sendable, CaseIterable {
  /// The record of the inner network alone.
  case inner
  /// The record of the inner network, and what only the outer one has.
  case merge
  /// No network may lie inside another one.
  case refuse
}

/// Brings networks into an order in which each may be painted over those before it.
///
/// Shape: networks lie apart or inside one another; outer ones come first.
struct NestedNetworks {
  /// Sorted by first address, outer before inner.
  private(set) var rows: [NetworkRow]

  /// Errors: two equal networks, two that overlap without one being inside the other, and whatever
  /// `overlap` refuses.
  init(_ rows: [NetworkRow], _ overlap: NetworkOverlap, table: String) throws(LookupError) {
    self.rows = rows.sorted {
      let (a, b) = ($0.range, $1.range)
      return a.first == b.first ? a.last > b.last : a.first < b.first
    }
    // The networks that hold the one at hand, the outermost first.
    var open: [Int] = []
    for i in self.rows.indices {
      let row = self.rows[i]
      while let last = open.last, self.rows[last].range.last < row.range.first { open.removeLast() }
      if let last = open.last {
        try NestedNetworks.check(row, inside: self.rows[last], overlap, table)
        if overlap == .merge {
          self.rows[i] = NetworkRow(
            range: row.range, value: row.value.merged(over: self.rows[last].value),
            place: row.place)
        }
      }
      open.append(i)
    }
  }

  private static func check(
    _ row: NetworkRow, inside outer: NetworkRow, _ overlap: NetworkOverlap, _ table: String
  ) throws(LookupError) {
    func error(_ message: String) -> LookupError {
      LookupError("\(table)\(row.place.text): \(message)")
    }
    if row.range == outer.range {
      throw error("'\(row.range)' stands in \(outer.place.mention) already")
    }
    if row.range.last > outer.range.last {
      throw error(
        "'\(row.range)' overlaps '\(outer.range)' of \(outer.place.mention), and neither lies inside the other"
      )
    }
    if overlap == .refuse {
      throw error("'\(row.range)' lies inside '\(outer.range)' of \(outer.place.mention)")
    }
  }
}

extension LookupValue {
  /// This value, with the members of maps that only `other` has.
  func merged(over other: LookupValue) -> LookupValue {
    guard case .map(let own) = self, case .map(let outer) = other else { return self }
    var members = own.map { member in
      Member(member.key, other[member.key].map { member.value.merged(over: $0) } ?? member.value)
    }
    members += outer.filter { self[$0.key] == nil }
    return .map(members)
  }
}
