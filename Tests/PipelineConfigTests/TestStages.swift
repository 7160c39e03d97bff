import StageKit
import StandardCatalog

/// Stages for what no installed stage does.
enum TestStages {
  static let registry = Catalog.registry.adding(stages: [
    .stage(Locate.self), .stage(Count.self), .stage(Keyed.self),
  ])

  /// Cannot do without a lookup.
  struct Locate: EventStage {
    static let table = Needs("table", .ipTable, "an address database")
    static let city = Output("geo_city", .text)
    static let spec = StageSpec("locate", "needs a lookup", table, city)

    init(_ setup: Setup) throws(Findings) {}
    func enrich(_ event: borrowing Event, _ changes: inout Changes) throws(Failure) {}
  }

  /// Reads an integer and writes a field of another type than Snowplow's column has elsewhere.
  struct Count: EventStage {
    static let number = Input("number", .integer, default: "txn_id", "a number")
    static let hits = Output("hits", .integer)
    static let spec = StageSpec("count", "counts", number, hits)

    init(_ setup: Setup) throws(Findings) {}
    func enrich(_ event: borrowing Event, _ changes: inout Changes) throws(Failure) {}
  }

  /// Has a key that nothing may show.
  struct Keyed: EventStage {
    static let key = Option<String>("key", "a key", secret: true)
    static let size = Option<Int>("size", "a number", type: .integer(1...9))
    static let spec = StageSpec("keyed", "needs a key", key, size)

    init(_ setup: Setup) throws(Findings) {
      guard setup[Self.key].hasPrefix("refuse") else { return }
      throw [setup.finding("size", "bad-value", "'\(setup[Self.key])' is no key", help: ["none"])]
    }

    func enrich(_ event: borrowing Event, _ changes: inout Changes) throws(Failure) {}
  }
}
