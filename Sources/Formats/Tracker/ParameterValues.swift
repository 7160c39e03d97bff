import CKernels
import StageKit

/// The values of one query, as they stand, by the number of their parameter.
///
/// Shape: the last of a repeated name wins; a name without `=` has no value.
/// Source: Snowplow Enrich, fact sheet 2.1.
final class ParameterValues {
  /// The number of all names that nobody looks for: their values are noted unasked and forgotten.
  private static let unwanted = ParameterSet.capacity - 1

  private let index: ParameterIndex
  private let isDoubled: Bool
  private let values: UnsafeMutablePointer<Bytes>
  /// The parameters that have a value, by the bits of two words.
  private let seen: UnsafeMutablePointer<UInt64>

  /// `needed` are the parameters to look for; `isDoubled` as in `TrackerDecoder`.
  init(needed: ParameterSet, isDoubled: Bool) {
    precondition(TrackerParameters.all.count <= ParameterValues.unwanted, "no number is free")
    index = ParameterIndex(TrackerParameters.all) {
      needed.contains($0) ? $0 : ParameterValues.unwanted
    }
    self.isDoubled = isDoubled
    values = .allocate(capacity: ParameterSet.capacity)
    values.initialize(repeating: .empty, count: ParameterSet.capacity)
    seen = .allocate(capacity: 2)
    seen.initialize(repeating: 0, count: 2)
  }

  deinit {
    values.deallocate()
    seen.deallocate()
  }

  /// The value of a parameter that `read` gave.
  @inline(__always)
  subscript(number: Int) -> Bytes { values[number] }

  /// Reads a query without its `?`; gives the parameters that have a value.
  ///
  /// Cost: one pass over the query, 64 bytes at a time, and 36 instructions a pair; names that are
  /// unknown as they stand more.
  func read(_ query: Bytes, _ arena: Arena) -> ParameterSet {
    seen[0] = 0
    seen[1] = 0
    let runs = UnsafeMutableRawPointer(values).assumingMemoryBound(to: ck_run.self)
    var from = query.start
    while let odd = ck_note_pairs(from, query.end, index.names, runs, seen) {
      let rest = Bytes(odd, query.end - odd)
      let pair = rest.prefix(rest.firstIndex(ofEither: 38, 59) ?? rest.count)
      noteOdd(pair, arena)
      guard pair.end < query.end else { break }
      from = pair.end + 1
    }
    var found = ParameterSet(low: seen[0], high: seen[1])
    found.remove(ParameterValues.unwanted)
    return found
  }

  /// Notes a parameter whose name is decoded; no value takes away the one that was noted before.
  func note(_ name: Bytes, _ value: Bytes?, _ seen: inout ParameterSet) {
    guard let number = index.number(of: ParameterIndex.key(of: name)),
      number != ParameterValues.unwanted
    else { return }
    if let value {
      values[number] = value
      seen.insert(number)
    } else {
      seen.remove(number)
    }
  }

  /// A pair without `=`, or whose name is unknown as it stands: it may be percent-encoded.
  @inline(never)
  private func noteOdd(_ pair: Bytes, _ arena: Arena) {
    let equals = pair.firstIndex(of: 61)
    let name = pair.prefix(equals ?? pair.count)
    var found = ParameterSet(low: seen[0], high: seen[1])
    note(decoded(name, arena), equals.map { pair.dropFirst($0 + 1) }, &found)
    (seen[0], seen[1]) = found.words
  }

  private func decoded(_ name: Bytes, _ arena: Arena) -> Bytes {
    guard name.contains(37) || name.contains(43) else { return name }
    let options: PercentCoding.Options = isDoubled ? [.plusAsBlank, .undouble] : .plusAsBlank
    return PercentCoding.decode(name, options, arena: arena)
  }
}
