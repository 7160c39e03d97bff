import CKernels
import StageKit

/// The values of one query, as they stand, by the number of their parameter.
///
/// Shape: the last of a repeated name wins; a name without `=` has no value.
/// Source: Snowplow Enrich, fact sheet 2.1.
final class ParameterValues {
  private let index: ParameterIndex
  private let needed: ParameterSet
  private let isDoubled: Bool
  private let values: UnsafeMutablePointer<Bytes>

  /// `needed` are the parameters to look for; `isDoubled` as in `TrackerDecoder`.
  init(needed: ParameterSet, isDoubled: Bool) {
    index = ParameterIndex(TrackerParameters.all)
    self.needed = needed
    self.isDoubled = isDoubled
    values = .allocate(capacity: ParameterSet.capacity)
    values.initialize(repeating: .empty, count: ParameterSet.capacity)
  }

  deinit { values.deallocate() }

  /// The value of a parameter that `read` gave.
  @inline(__always)
  subscript(number: Int) -> Bytes { values[number] }

  /// Reads a query without its `?`; gives the parameters that have a value.
  ///
  /// Cost: one pass over the query, 64 bytes at a time.
  func read(_ query: Bytes, _ arena: Arena) -> ParameterSet {
    var seen = ParameterSet()
    let reader = index.reader
    var start = query.start
    var at = 0
    while at < query.count {
      let group = query.start + at
      var ends = ck_either64(group, 38, 59)
      let left = query.count &- at
      if left < 64 { ends &= (1 &<< UInt64(truncatingIfNeeded: left)) &- 1 }
      while ends != 0 {
        let end = group + ends.trailingZeroBitCount
        note(start, end, &seen, reader, arena)
        start = end + 1
        ends &= ends &- 1
      }
      at &+= 64
    }
    note(start, query.end, &seen, reader, arena)
    return seen
  }

  /// Notes a parameter whose name is decoded; no value takes away the one that was noted before.
  func note(_ name: Bytes, _ value: Bytes?, _ seen: inout ParameterSet) {
    guard let number = index.number(of: ParameterIndex.key(of: name)), needed.contains(number)
    else { return }
    if let value {
      values[number] = value
      seen.insert(number)
    } else {
      seen.remove(number)
    }
  }

  /// Notes the pair between two places.
  @inline(__always)
  private func note(
    _ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, _ seen: inout ParameterSet,
    _ reader: ParameterIndex.Reader, _ arena: Arena
  ) {
    let word = UInt64(littleEndian: UnsafeRawPointer(start).loadUnaligned(as: UInt64.self))
    let differing = word ^ 0x3d3d_3d3d_3d3d_3d3d
    let equals = (differing &- 0x0101_0101_0101_0101) & ~differing & 0x8080_8080_8080_8080
    let length = min(equals == 0 ? 8 : equals.trailingZeroBitCount &>> 3, end - start)
    if length <= ParameterIndex.longestName,
      let number = reader.number(of: ParameterIndex.key(word: word.littleEndian, length))
    {
      note(number, start + length, end, &seen)
    } else {
      noteEncoded(start, end, &seen, arena)
    }
  }

  /// Notes the value behind the `=` at `equals`, or that there is none.
  @inline(__always)
  private func note(
    _ number: Int, _ equals: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>,
    _ seen: inout ParameterSet
  ) {
    guard needed.contains(number) else { return }
    if equals < end {
      values[number] = Bytes(equals + 1, end - equals - 1)
      seen.insert(number)
    } else {
      seen.remove(number)
    }
  }

  /// A pair whose name is unknown as it stands: it may be percent-encoded.
  @inline(never)
  private func noteEncoded(
    _ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, _ seen: inout ParameterSet,
    _ arena: Arena
  ) {
    let pair = Bytes(start, end - start)
    let name = pair.prefix(pair.firstIndex(of: 61) ?? pair.count)
    guard name.contains(37) || name.contains(43) else { return }
    let options: PercentCoding.Options = isDoubled ? [.plusAsBlank, .undouble] : .plusAsBlank
    let decoded = PercentCoding.decode(name, options, arena: arena)
    guard let number = index.number(of: ParameterIndex.key(of: decoded)) else { return }
    note(number, name.end, end, &seen)
  }
}
