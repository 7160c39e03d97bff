/// Makes the chunks of a tree, and puts their numbers where nodes stood.
///
/// Shape: a node that several networks share has one chunk, so there are never more chunks than nodes,
/// and a number below that of the nodes is always one of a chunk.
struct MMDBChunks {
  let chunks: UnsafeMutableRawPointer
  let leaves: UnsafeMutablePointer<UInt32>
  let byteCount: Int

  /// The caller deallocates `chunks` and `leaves`.
  init(_ tree: MMDBTree, _ records: UnsafeMutablePointer<UInt32>, leafLimit: Int) {
    var numbers: [UInt32: UInt32] = [:]
    for place in 0..<(1 << MMDBTopTable.bits) where records[place] < tree.nodeCount {
      if numbers[records[place]] == nil { numbers[records[place]] = UInt32(numbers.count) }
    }
    let size = max(numbers.count, 1) * MMDBChunk.size
    chunks = .allocate(byteCount: size, alignment: MMDBChunk.size)
    var made: [UInt32] = []
    let networks = UnsafeMutablePointer<UInt32>.allocate(capacity: 256)
    defer { networks.deallocate() }
    // In the order of addresses, so that neighbours stand together.
    var isMade = [Bool](repeating: false, count: numbers.count)
    for place in 0..<(1 << MMDBTopTable.bits) {
      let node = records[place]
      guard node < tree.nodeCount, let number = numbers[node] else { continue }
      records[place] = number
      if isMade[Int(number)] { continue }
      isMade[Int(number)] = true
      let chunk = MMDBChunk(chunks, Int(number))
      if made.count + 256 > leafLimit {
        chunk.write(node: node, to: &made)
      } else {
        MMDBTopTable.fill(networks, tree, node, count: 256)
        chunk.write(networks, to: &made)
      }
    }
    let runs = UnsafeMutablePointer<UInt32>.allocate(capacity: max(made.count, 1))
    for (place, run) in made.enumerated() { (runs + place).initialize(to: run) }
    leaves = runs
    byteCount = size + made.count * 4
  }
}
