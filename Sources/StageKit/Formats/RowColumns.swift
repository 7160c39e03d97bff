/// The columns that a format fills, by output: pointed at one slice after the other.
package final class RowColumns {
  let pointers: UnsafeMutablePointer<UnsafeMutablePointer<Slot>>
  private let places: [Int]

  /// `places` are the physical columns by output.
  package init(_ places: [Int]) {
    self.places = places
    pointers = .allocate(capacity: max(places.count, 1))
  }

  deinit { pointers.deallocate() }

  func point(at slice: Slice) {
    for place in places.indices { pointers[place] = slice.columns[places[place]] }
  }
}
