/// What a stage does to one event: it shows only when the stage returns without failure.
public struct Changes: ~Copyable {
  let outputs: UnsafePointer<UnsafeMutablePointer<Slot>>
  @usableFromInline let pending: UnsafeMutablePointer<Slot>
  /// Places of `pending` that were set, in order; a place set twice stands twice.
  @usableFromInline let written: UnsafeMutablePointer<UInt16>
  @usableFromInline let outputCount: Int
  @usableFromInline var writtenCount = 0
  /// Values that are set all together, before those of `pending`; nil when there are none.
  private var whole: (outputs: UnsafePointer<OutputRef>, values: UnsafePointer<Slot>)?
  private var wholeCount = 0
  var row = 0
  package var isFiltered = false
  /// Where new bytes go: they live as long as the event's slice.
  public let arena: Arena

  /// `pending` holds `outputCount` slots, `written` twice as many numbers.
  package init(
    outputs: UnsafePointer<UnsafeMutablePointer<Slot>>, pending: UnsafeMutablePointer<Slot>,
    written: UnsafeMutablePointer<UInt16>, outputCount: Int, arena: Arena
  ) {
    self.outputs = outputs
    self.pending = pending
    self.written = written
    self.outputCount = outputCount
    self.arena = arena
  }

  /// Sets a field; an empty slot empties it.
  @inlinable public mutating func set(_ output: OutputRef, _ value: Slot) {
    guard output.isWanted else { return }
    pending[output.index] = value
    if writtenCount == outputCount &* 2 { compact() }
    written[writtenCount] = UInt16(truncatingIfNeeded: output.index)
    writtenCount &+= 1
  }

  /// Sets a text field; no bytes or nil empty it.
  @inlinable public mutating func set(_ output: OutputRef, text: Bytes?) {
    guard let text, text.count > 0 else { return set(output, .empty) }
    set(output, .text(text))
  }

  /// Sets fields to values that stay where they are until the stage returns: most take the values of a
  /// cache, which are then copied once instead of twice.
  package mutating func set(
    _ fields: UnsafePointer<OutputRef>, _ values: UnsafePointer<Slot>, count: Int
  ) {
    if whole == nil, writtenCount == 0 {
      whole = (fields, values)
      wholeCount = count
    } else {
      for place in 0..<count { set(fields[place], values[place]) }
    }
  }

  /// Sets a text field to bytes that are clean (`Slot.clean`); no bytes or nil empty it.
  package mutating func set(_ output: OutputRef, clean: Bytes?) {
    guard let clean, clean.count > 0 else { return set(output, .empty) }
    set(output, .clean(clean))
  }

  /// Adds an entity in front of those of earlier stages; `data` is compact JSON.
  public mutating func add(_ entity: EntityRef, data: Bytes) {
    guard entity.isWanted else { return }
    var list = outputs[entity.output.index][row]
    for i in 0..<writtenCount where Int(written[i]) == entity.output.index {
      list = pending[entity.output.index]
      break
    }
    set(
      entity.output,
      list.adding(schema: entity.schema, data: data, group: entity.group, arena: arena))
  }

  /// Takes the event out of the stream: it counts as filtered, from this stage on.
  public mutating func filter() { isFiltered = true }

  @usableFromInline mutating func compact() {
    var kept = 0
    for i in 0..<writtenCount where !(0..<kept).contains(where: { written[$0] == written[i] }) {
      written[kept] = written[i]
      kept += 1
    }
    writtenCount = kept
  }

  package mutating func begin(row: Int) {
    self.row = row
    writtenCount = 0
    whole = nil
    isFiltered = false
  }

  package mutating func commit() {
    if let whole { commit(whole.outputs, whole.values) }
    var i = 0
    while i < writtenCount {
      let place = Int(written[i])
      outputs[place][row] = pending[place]
      i &+= 1
    }
  }

  @inline(__always)
  private func commit(_ fields: UnsafePointer<OutputRef>, _ values: UnsafePointer<Slot>) {
    for place in 0..<wholeCount where fields[place].isWanted {
      outputs[fields[place].index][row] = values[place]
    }
  }
}
