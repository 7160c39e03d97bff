import StageKit

/// Memory of one encoder for the few values that cannot be written as they stand.
final class FormScratch {
  let arena = Arena()
  private var nodes: UnsafeMutablePointer<UnsafePointer<Entity>>
  private var capacity = 64

  init() { nodes = .allocate(capacity: capacity) }

  deinit { nodes.deallocate() }

  /// The entities of a list in the order of their writing; valid until the next call.
  ///
  /// Shape: a list begins with what was added last. Stages stand last first, the entities of one
  /// stage in the order of adding: runs of one group are turned round.
  func ordered(_ list: Slot) -> UnsafeBufferPointer<UnsafePointer<Entity>> {
    var count = 0
    var runStart = 0
    var node = list.entities
    while let entity = node {
      if count == capacity { grow() }
      if count > runStart, nodes[count - 1].pointee.group != entity.pointee.group {
        turn(runStart, count)
        runStart = count
      }
      nodes[count] = entity
      count += 1
      node = entity.pointee.next
    }
    turn(runStart, count)
    return UnsafeBufferPointer(start: nodes, count: count)
  }

  private func turn(_ from: Int, _ to: Int) {
    var low = from
    var high = to - 1
    while low < high {
      swap(&nodes[low], &nodes[high])
      low += 1
      high -= 1
    }
  }

  private func grow() {
    let larger = UnsafeMutablePointer<UnsafePointer<Entity>>.allocate(capacity: capacity * 2)
    larger.update(from: nodes, count: capacity)
    nodes.deallocate()
    nodes = larger
    capacity *= 2
  }
}
