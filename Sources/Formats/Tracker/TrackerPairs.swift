import StageKit

/// The parameters of a query, decoded: they lie over the events of a body.
final class TrackerPairs {
  private struct Pair {
    let name: Bytes
    let value: Bytes?
  }

  private var pairs: [Pair] = []

  /// Reads a query anew.
  func read(_ query: Bytes, _ arena: Arena) {
    pairs.removeAll(keepingCapacity: true)
    for pair in QueryString(query) {
      pairs.append(
        Pair(
          name: PercentCoding.decode(pair.name, .plusAsBlank, arena: arena),
          value: pair.value.map { PercentCoding.decode($0, .plusAsBlank, arena: arena) }))
    }
  }

  /// Lays the parameters over those that were seen before.
  func note(_ decoder: TrackerDecoder, _ seen: inout ParameterSet) {
    for pair in pairs { decoder.values.note(pair.name, pair.value, &seen) }
  }

  /// The last value of a name; nil without one.
  func value(_ name: StaticString) -> Bytes? { pairs.last { $0.name == name }?.value }

  func contains(_ name: StaticString) -> Bool { pairs.contains { $0.name == name } }
}
