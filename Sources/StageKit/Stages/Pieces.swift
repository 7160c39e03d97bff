/// The events that a stage makes of one.
public struct Pieces: ~Copyable {
  private let buffer: PieceBuffer
  private let outputs: UnsafePointer<UnsafeMutablePointer<Slot>>
  private var row = 0
  /// How many there are so far.
  public private(set) var count = 0
  /// Where new bytes go: they live as long as the pieces.
  public let arena: Arena

  init(
    _ buffer: PieceBuffer, outputs: UnsafePointer<UnsafeMutablePointer<Slot>>, arena: Arena
  ) {
    self.buffer = buffer
    self.outputs = outputs
    self.arena = arena
  }

  /// Begins a piece; it is as the event until something is set.
  public mutating func add() {
    let slots = buffer.add()
    for place in 0..<buffer.outputCount { slots[place] = outputs[place][row] }
    count += 1
  }

  /// Sets a field of the piece begun last.
  public mutating func set(_ output: OutputRef, _ value: Slot) {
    guard output.isWanted, count > 0 else { return }
    buffer.last[output.index] = value
  }

  mutating func begin(row: Int) {
    self.row = row
    count = 0
  }
}
