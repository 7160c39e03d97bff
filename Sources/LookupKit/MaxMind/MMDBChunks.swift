/// Makes the chunks of a tree, and puts their numbers where nodes stood.
///
/// Shape: a node that several networks share has one chunk, so there are never more chunks than nodes,
/// and a number below that of the nodes is always one of a chunk.
struct MMDBChunks {
  let chunks: UnsafeMutableRawPointer
  private(set) var leaves: UnsafeMutablePointer<UInt32>
  private let chunkCount: Int
  private let tree: MMDBTree
  private var leafCount = 0
  private var room = 1_024

  /// The caller deallocates `chunks` and `leaves`.
  init(_ tree: MMDBTree, _ records: UnsafeMutablePointer<UInt32>, leafLimit: Int) {
    self.tree = tree
    let nodes = MMDBChunks.number(records, tree)
    chunkCount = nodes.count
    chunks = .allocate(
      byteCount: max(chunkCount, 1) * MMDBChunk.size, alignment: MMDBChunk.size)
    leaves = .allocate(capacity: room)
    for (number, node) in nodes.enumerated() {
      let chunk = MMDBChunk(chunks, number)
      let isWhole = leafCount + 256 <= leafLimit
      chunk.begin(first: leafCount, bitsLeft: isWhole ? 8 : 16)
      if isWhole {
        var last: UInt32?
        fill(chunk, node, from: 0, count: 256, &last)
      } else {
        append(node)
      }
      chunk.end()
    }
  }

  var byteCount: Int { chunkCount * MMDBChunk.size + room * MemoryLayout<UInt32>.stride }

  /// Replaces nodes by their numbers, given in the order of addresses so that neighbours stand
  /// together.
  private static func number(
    _ records: UnsafeMutablePointer<UInt32>, _ tree: MMDBTree
  ) -> [UInt32] {
    var nodes: [UInt32] = []
    var numbers: [UInt32: UInt32] = [:]
    for place in 0..<(1 << MMDBTopTable.bits) {
      let node = records[place]
      guard node < tree.nodeCount else { continue }
      if let number = numbers[node] {
        records[place] = number
      } else {
        records[place] = UInt32(nodes.count)
        numbers[node] = UInt32(nodes.count)
        nodes.append(node)
      }
    }
    return nodes
  }

  /// Notes the runs of `count` networks below `record`. Recursion is as deep as `count` has bits.
  private mutating func fill(
    _ chunk: MMDBChunk, _ record: UInt32, from first: Int, count: Int, _ last: inout UInt32?
  ) {
    if count > 1, record < tree.nodeCount {
      let half = count &>> 1
      fill(chunk, tree.child(of: record, 0), from: first, count: half, &last)
      fill(chunk, tree.child(of: record, 1), from: first &+ half, count: half, &last)
      return
    }
    if record == last { return }
    if last != nil { chunk.addRun(at: first) }
    last = record
    append(record)
  }

  private mutating func append(_ record: UInt32) {
    if leafCount == room {
      let more = UnsafeMutablePointer<UInt32>.allocate(capacity: room * 2)
      more.update(from: leaves, count: leafCount)
      leaves.deallocate()
      leaves = more
      room *= 2
    }
    leaves[leafCount] = record
    leafCount += 1
  }
}
