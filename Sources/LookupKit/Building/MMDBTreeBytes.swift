/// The search tree as bytes.
struct MMDBTreeBytes {
  private(set) var bytes: [UInt8] = []

  /// `offsets` by number of the record.
  init(_ nodes: [NetworkTrie.Node], _ offsets: [Int], _ bits: Int) {
    bytes.reserveCapacity(MMDBTree.size(nodeCount: UInt32(nodes.count), recordBits: UInt8(bits)))
    func record(_ child: NetworkTrie.Child) -> UInt32 {
      switch child {
      case .nothing: UInt32(nodes.count)
      case .node(let number): UInt32(number)
      case .record(let number):
        UInt32(nodes.count + MMDBTree.separatorSize + offsets[Int(number)])
      }
    }
    for node in nodes { append(record(node.left), record(node.right), bits) }
  }

  private mutating func append(_ left: UInt32, _ right: UInt32, _ bits: Int) {
    switch bits {
    case 24:
      append(left, 3)
      append(right, 3)
    case 28:
      append(left, 3)
      bytes.append(
        UInt8(truncatingIfNeeded: left >> 24) << 4 | UInt8(truncatingIfNeeded: right >> 24))
      append(right, 3)
    default:
      append(left, 4)
      append(right, 4)
    }
  }

  private mutating func append(_ number: UInt32, _ count: Int) {
    for place in (0..<count).reversed() {
      bytes.append(UInt8(truncatingIfNeeded: number >> UInt32(8 * place)))
    }
  }
}

/// Hangs the tree of IPv4 into other places of IPv6.
enum MMDBAliases {
  /// Prefixes under which IPv4 addresses follow: mapped, Teredo, 6to4.
  private static let prefixes: [(bits: UInt128, length: Int)] = [
    (0xffff << 32, 96), (0x2001_0000 << 96, 32), (0x2002 << 112, 16),
  ]

  /// A place that holds networks of its own stays as it is.
  static func add(to nodes: inout [NetworkTrie.Node]) {
    var v4 = NetworkTrie.Child.node(0)
    for _ in 0..<96 {
      guard case .node(let number) = v4 else { return }
      v4 = nodes[Int(number)].left
    }
    guard v4.isNode else { return }
    for (bits, length) in prefixes { hang(v4, at: bits, length, &nodes) }
  }

  private static func hang(
    _ child: NetworkTrie.Child, at bits: UInt128, _ length: Int, _ nodes: inout [NetworkTrie.Node]
  ) {
    var at = 0
    for depth in 0..<length {
      let isRight = bits >> UInt128(127 - depth) & 1 == 1
      let next = isRight ? nodes[at].right : nodes[at].left
      let isLast = depth == length - 1
      var made = next
      switch next {
      case .record: return
      case .node(let number):
        if isLast { return }
        at = Int(number)
        continue
      case .nothing:
        made = isLast ? child : .node(Int32(nodes.count))
      }
      if isRight { nodes[at].right = made } else { nodes[at].left = made }
      guard !isLast else { return }
      at = nodes.count
      nodes.append(NetworkTrie.Node())
    }
  }
}
