/// What a stage sees of one event: the fields that it declared, for the time of one call.
public struct Event: ~Copyable {
  @usableFromInline let inputs: UnsafePointer<UnsafeMutablePointer<Slot>>
  /// Its place in the slice.
  public let row: Int
  // Not counted: the slice outlives every call, and counting would be two atomic steps an event.
  /// Where new bytes go: they live as long as the event's slice.
  public unowned(unsafe) let arena: Arena

  package init(
    inputs: UnsafePointer<UnsafeMutablePointer<Slot>>, row: Int, arena: Arena
  ) {
    self.inputs = inputs
    self.row = row
    self.arena = arena
  }

  /// The value of a field.
  @inlinable public subscript(_ input: InputRef) -> Slot { inputs[input.index][row] }

  /// The bytes of a text field; nil when it is empty.
  @inlinable @inline(__always)
  public func text(_ input: InputRef) -> Bytes? { self[input].text }
}
