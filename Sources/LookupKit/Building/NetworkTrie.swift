/// A binary tree of networks, painted from the outer ones to the inner ones.
struct NetworkTrie {
  /// A child: nothing, a record by its number, or a node.
  enum Child: Equatable, BitwiseCopyable {
    case nothing
    case record(Int32)
    case node(Int32)
  }

  struct Node: BitwiseCopyable {
    var left = Child.nothing
    var right = Child.nothing
  }

  private(set) var root = Child.nothing
  private(set) var nodes: [Node] = []
  /// 32 or 128.
  private let bits: Int

  init(bits: Int) { self.bits = bits }

  /// Gives all addresses of a range a record, whatever they had.
  mutating func paint(_ range: AddressRange, _ record: Int32) {
    root = painted(root, first: 0, depth: 0, range, record)
  }

  /// Recursion is as deep as an address has bits.
  private mutating func painted(
    _ child: Child, first: UInt128, depth: Int, _ range: AddressRange, _ record: Int32
  ) -> Child {
    let rest = AddressRange.mask(below: depth + 128 - bits)
    if range.first <= first, range.last >= first | rest { return .record(record) }
    let number: Int32
    if case .node(let found) = child {
      number = found
    } else {
      number = Int32(nodes.count)
      nodes.append(Node(left: child, right: child))
    }
    let middle = first | (rest >> 1) + 1
    if range.first < middle {
      let left = nodes[Int(number)].left
      nodes[Int(number)].left = painted(left, first: first, depth: depth + 1, range, record)
    }
    if range.last >= middle {
      let right = nodes[Int(number)].right
      nodes[Int(number)].right = painted(right, first: middle, depth: depth + 1, range, record)
    }
    return .node(number)
  }

  /// The nodes in the order in which they are written, parents first; neighbours with the same record
  /// are one network. There is always a node.
  func packed() -> [Node] {
    var pruned = nodes
    let top = prune(root, &pruned)
    guard case .node(let first) = top else { return [Node(left: top, right: top)] }
    var order: [Int32] = [first]
    var numbers = [Int32](repeating: -1, count: pruned.count)
    numbers[Int(first)] = 0
    var at = 0
    while at < order.count {
      let node = pruned[Int(order[at])]
      for child in [node.left, node.right] {
        guard case .node(let number) = child else { continue }
        numbers[Int(number)] = Int32(order.count)
        order.append(number)
      }
      at += 1
    }
    func renumbered(_ child: Child) -> Child {
      if case .node(let number) = child { .node(numbers[Int(number)]) } else { child }
    }
    return order.map { number in
      let node = pruned[Int(number)]
      return Node(left: renumbered(node.left), right: renumbered(node.right))
    }
  }

  private func prune(_ child: Child, _ nodes: inout [Node]) -> Child {
    guard case .node(let number) = child else { return child }
    let left = prune(nodes[Int(number)].left, &nodes)
    let right = prune(nodes[Int(number)].right, &nodes)
    nodes[Int(number)] = Node(left: left, right: right)
    if left == right, !left.isNode { return left }
    return child
  }
}

extension NetworkTrie.Child {
  var isNode: Bool { if case .node = self { true } else { false } }
}
