public import LookupKit

/// The key tables that expressions ask, all in the versions of one ticket.
public final class KeyTables: Sendable {
  private let tables: [(any KeyTable)?]

  /// Takes the lookups of a pipeline in their order; those that are no key tables are asked by nobody.
  public init(_ lookups: [any Lookup]) { tables = lookups.map { $0 as? any KeyTable } }

  /// The table at a place among the lookups of the pipeline.
  subscript(place: Int) -> (any KeyTable)? {
    place < tables.count ? tables[place] : nil
  }
}
