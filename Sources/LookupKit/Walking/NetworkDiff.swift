/// What differs between two databases.
///
/// Shape: the order of keys in maps is no difference. Networks are counted as the pieces in which each of the two has one answer.
/// Cost: both trees once; each pair of records that meet is compared once.
public struct NetworkDiff: Sendable {
  /// Networks, and the IPv4 addresses among them.
  public struct Count: Sendable, Equatable {
    /// How many networks, as pieces in which both databases have one answer.
    public internal(set) var networks = 0
    /// How many IPv4 addresses these networks hold.
    public internal(set) var v4Addresses: UInt64 = 0
  }

  /// One network of which the two say different things; nil for no record.
  public struct Change: Sendable, Equatable {
    /// The addresses of the piece.
    public let range: AddressRange
    /// What the old database says; nil for no record.
    public let old: LookupValue?
    /// What the new database says; nil for no record.
    public let new: LookupValue?
  }

  /// A network that went from one country to another; empty for no country.
  public struct Move: Sendable, Hashable {
    /// The country code in the old database; empty for none.
    public let old: String
    /// The country code in the new database; empty for none.
    public let new: String
  }

  /// Pairs of records whose comparison is kept at most; then it begins anew.
  private static let pairLimit = 4_000_000

  /// What both say alike.
  public private(set) var same = Count()
  /// What only the new database has.
  public private(set) var added = Count()
  /// What only the old database has.
  public private(set) var removed = Count()
  /// What both have, with different records.
  public private(set) var changed = Count()
  /// How much went from one country to another, by both codes.
  public private(set) var moves: [Move: Count] = [:]
  /// The first ones, in the order of addresses.
  public private(set) var examples: [Change] = []

  /// Whether both say the same of every address.
  public var isEmpty: Bool { added.networks + removed.networks + changed.networks == 0 }

  private struct Pair: Hashable {
    let old: UInt32
    let new: UInt32
  }

  /// What comparing two records gave: nil when they are equal.
  private var pairs: [Pair: Move?] = [:]
  private let exampleLimit: Int

  /// Errors: one of them is damaged; the message says which.
  public init(
    _ old: MMDBTable, _ new: MMDBTable, examples limit: Int = 10
  ) throws(LookupError) {
    exampleLimit = limit
    var oldOnes = NetworkCursor(old)
    var newOnes = NetworkCursor(new)
    var a = try NetworkDiff.next(&oldOnes, "old")
    var b = try NetworkDiff.next(&newOnes, "new")
    var at: UInt128 = 0
    while let first = NetworkDiff.start(a, b, at) {
      let inA = a.map { $0.range.first <= first } ?? false
      let inB = b.map { $0.range.first <= first } ?? false
      var last = UInt128.max
      for (one, isInside) in [(a, inA), (b, inB)] {
        guard let one else { continue }
        last = min(last, isInside ? one.range.last : one.range.first - 1)
      }
      let range = AddressRange(first: first, last: last)
      try add(range, inA ? a?.record : nil, inB ? b?.record : nil, old, new)
      if a?.range.last == last { a = try NetworkDiff.next(&oldOnes, "old") }
      if b?.range.last == last { b = try NetworkDiff.next(&newOnes, "new") }
      guard last < UInt128.max else { break }
      at = last + 1
    }
    pairs = [:]
  }

  /// Where the next piece begins.
  private static func start(
    _ a: NetworkCursor.Network?, _ b: NetworkCursor.Network?, _ at: UInt128
  ) -> UInt128? {
    let starts = [a, b].compactMap { $0.map { max($0.range.first, at) } }
    return starts.min()
  }

  private static func next(
    _ cursor: inout NetworkCursor, _ name: String
  ) throws(LookupError) -> NetworkCursor.Network? {
    do { return try cursor.next() } catch {
      throw LookupError("the \(name) database is damaged: \(error.message)")
    }
  }

  private mutating func add(
    _ range: AddressRange, _ old: UInt32?, _ new: UInt32?, _ oldTable: MMDBTable,
    _ newTable: MMDBTable
  ) throws(LookupError) {
    let pair = Pair(old: old ?? .max, new: new ?? .max)
    let known: Move?
    if let found = pairs[pair] {
      known = found
    } else {
      known = try NetworkDiff.compare(value(old, oldTable, "old"), value(new, newTable, "new"))
      if pairs.count >= NetworkDiff.pairLimit { pairs = [:] }
      pairs[pair] = .some(known)
    }
    guard let move = known else { return same.add(range) }
    switch (old, new) {
    case (nil, _): added.add(range)
    case (_, nil): removed.add(range)
    default: changed.add(range)
    }
    if move.old != move.new { moves[move, default: Count()].add(range) }
    guard examples.count < exampleLimit else { return }
    examples.append(
      Change(
        range: range, old: try value(old, oldTable, "old"), new: try value(new, newTable, "new")))
  }

  private func value(
    _ record: UInt32?, _ table: MMDBTable, _ name: String
  ) throws(LookupError) -> LookupValue? {
    guard let record else { return nil }
    do { return try table.value(of: record) } catch {
      throw LookupError("the \(name) database is damaged: \(error.message)")
    }
  }

  private static func compare(_ old: LookupValue?, _ new: LookupValue?) -> Move? {
    old?.inKeyOrder == new?.inKeyOrder ? nil : Move(old: country(old), new: country(new))
  }

  /// Where country codes stand: MaxMind's and DB-IP's files, then flat ones.
  private static let countryPaths: [IPTablePath] = [
    ["country", "iso_code"], ["country_code"], ["country"],
  ]

  private static func country(_ value: LookupValue?) -> String {
    for path in countryPaths {
      if case .text(let code)? = value?[path] { return code }
    }
    return ""
  }
}

extension NetworkDiff.Count {
  mutating func add(_ range: AddressRange) {
    networks += 1
    if range.isV4 { v4Addresses += UInt64(range.last - range.first) + 1 }
  }
}
