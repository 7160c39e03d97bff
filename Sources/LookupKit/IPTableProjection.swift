import EventModel

/// Several paths as one tree, so that a record is read in one pass.
///
/// Cost: made once; a few allocations that die with it.
public final class IPTableProjection: @unchecked Sendable {
  // Sendable: all memory is written in `init` only.

  /// A place in the tree of paths: what is wanted there and below.
  struct Node {
    /// Which slot gets the value at this place; -1: none.
    var output: Int32 = -1
    /// The wanted keys when it is a map, the wanted places when it is a list: runs of `edges`.
    var keys: Range<Int32> = 0..<0
    var indices: Range<Int32> = 0..<0
  }

  /// A step down: by key, or by place in a list.
  struct Edge {
    let key: Bytes
    /// The first 8 bytes of the key, the rest zero.
    let word: UInt64
    let index: Int
    let child: Int32
  }

  /// The paths in the order of their slots.
  public let paths: [IPTablePath]
  /// How many values a read gives.
  public let count: Int
  let nodes: UnsafeMutablePointer<Node>
  let edges: UnsafeMutablePointer<Edge>
  /// Slots that get a copy, for paths that were asked for twice.
  let copies: [(from: Int, to: Int)]
  private let keys: [Bytes]

  /// Makes the tree of these paths; one path may stand several times.
  public init(_ paths: [IPTablePath]) {
    let draft = Draft(paths)
    self.paths = paths
    count = paths.count
    copies = draft.copies
    nodes = .allocate(capacity: draft.nodes.count)
    edges = .allocate(capacity: max(draft.steps.count, 1))
    keys = draft.steps.map { $0.component.keyBytes }
    var next: Int32 = 0
    for (number, node) in draft.nodes.enumerated() {
      var made = Node(output: node.output)
      let first = next
      for step in node.steps where draft.steps[step].component.isKey { add(step) }
      made.keys = first..<next
      for step in node.steps where !draft.steps[step].component.isKey { add(step) }
      made.indices = made.keys.upperBound..<next
      (nodes + number).initialize(to: made)
    }

    func add(_ step: Int) {
      let (component, child) = draft.steps[step]
      let edge = Edge(
        key: keys[step], word: keys[step].firstWord, index: component.place, child: Int32(child))
      (edges + Int(next)).initialize(to: edge)
      next += 1
    }
  }

  deinit {
    nodes.deallocate()
    edges.deallocate()
    for key in keys { UnsafeMutablePointer(mutating: key.start).deallocate() }
  }
}

extension IPTableProjection {
  /// The tree while it grows.
  private struct Draft {
    var nodes: [(output: Int32, steps: [Int])] = [(-1, [])]
    var steps: [(component: IPTablePath.Component, child: Int)] = []
    var copies: [(from: Int, to: Int)] = []

    init(_ paths: [IPTablePath]) {
      for (slot, path) in paths.enumerated() {
        var node = 0
        for component in path.components { node = child(of: node, component) }
        if nodes[node].output < 0 {
          nodes[node].output = Int32(slot)
        } else {
          copies.append((Int(nodes[node].output), slot))
        }
      }
    }

    private mutating func child(of node: Int, _ component: IPTablePath.Component) -> Int {
      if let step = nodes[node].steps.first(where: { steps[$0].component == component }) {
        return steps[step].child
      }
      nodes[node].steps.append(steps.count)
      steps.append((component, nodes.count))
      nodes.append((-1, []))
      return nodes.count - 1
    }
  }
}

extension IPTablePath.Component {
  fileprivate var isKey: Bool { if case .key = self { true } else { false } }
  fileprivate var place: Int { if case .index(let index) = self { index } else { 0 } }

  /// A copy of the key; of nothing for a place in a list.
  fileprivate var keyBytes: Bytes {
    var text = if case .key(let key) = self { key } else { "" }
    return text.withUTF8 { Bytes.permanentCopy(of: UnsafeRawBufferPointer($0)) }
  }
}

extension Bytes {
  /// The first 8 bytes as one number, bytes behind the end as zero.
  @inline(__always) var firstWord: UInt64 {
    let word = UnsafeRawPointer(start).loadUnaligned(as: UInt64.self)
    return count >= 8 ? word : word & ((1 &<< UInt64(truncatingIfNeeded: count &* 8)) &- 1)
  }
}
