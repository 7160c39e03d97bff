/// Writes small MaxMind databases for tests.
struct MMDBWriter {
  private enum Record {
    case nothing
    case node(Int)
    case data(Int)
  }

  let recordBits: Int
  let isV6: Bool
  private var nodes: [[Record]] = [[.nothing, .nothing]]
  private(set) var data: [UInt8] = []
  /// What the metadata says beside or instead of the truth.
  var metadata: [(String, MMDBValue)] = []

  init(recordBits: Int = 24, isV6: Bool = false) {
    self.recordBits = recordBits
    self.isV6 = isV6
  }

  /// Adds a value to the data section and gives its offset.
  mutating func add(_ value: MMDBValue) -> Int {
    data += value.encoded
    return data.count - value.encoded.count
  }

  /// Gives a network of IPv4, such as 0x01020300/24, the record at an offset.
  mutating func insert(v4 address: UInt32, _ length: Int, _ offset: Int) {
    if isV6 {
      insert(high: 0, low: UInt64(address), 96 + length, offset)
    } else {
      insert((0..<length).map { Int(address >> UInt32(31 - $0) & 1) }, .data(offset))
    }
  }

  mutating func insert(high: UInt64, low: UInt64, _ length: Int, _ offset: Int) {
    insert(bits(high, low, length), .data(offset))
  }

  /// Lets a prefix of IPv6 lead to the node of ::/96, as 6to4 does.
  mutating func alias(high: UInt64, low: UInt64, _ length: Int) {
    var node = 0
    for _ in 0..<96 { if case .node(let next) = nodes[node][0] { node = next } }
    insert(bits(high, low, length), .node(node))
  }

  private func bits(_ high: UInt64, _ low: UInt64, _ length: Int) -> [Int] {
    (0..<length).map { Int(($0 < 64 ? high : low) >> UInt64(63 - ($0 & 63)) & 1) }
  }

  private mutating func insert(_ bits: [Int], _ record: Record) {
    var node = 0
    for bit in bits.dropLast() {
      if case .node(let next) = nodes[node][bit] {
        node = next
      } else {
        let before = nodes[node][bit]
        nodes.append([before, before])
        nodes[node][bit] = .node(nodes.count - 1)
        node = nodes.count - 1
      }
    }
    nodes[node][bits.last!] = record
  }

  /// The bytes of the file.
  var bytes: [UInt8] {
    var file: [UInt8] = []
    for node in nodes { file += encode(number(node[0]), number(node[1])) }
    file += [UInt8](repeating: 0, count: 16) + data
    file += [0xab, 0xcd, 0xef] + Array("MaxMind.com".utf8)
    let said: [(String, MMDBValue)] = [
      ("node_count", .uint32(UInt32(nodes.count))), ("record_size", .uint16(UInt16(recordBits))),
      ("ip_version", .uint16(isV6 ? 6 : 4)), ("database_type", .text("Test")),
      ("languages", .list([.text("en")])), ("binary_format_major_version", .uint16(2)),
      ("binary_format_minor_version", .uint16(0)), ("build_epoch", .uint64(1_530_653_216)),
      ("description", .map([("en", .text("a test"))])),
    ]
    let replaced = said.map { pair in metadata.first { $0.0 == pair.0 } ?? pair }
    return file + MMDBValue.map(replaced).encoded
  }

  private func number(_ record: Record) -> UInt64 {
    switch record {
    case .nothing: UInt64(nodes.count)
    case .node(let number): UInt64(number)
    case .data(let offset): UInt64(nodes.count + 16 + offset)
    }
  }

  private func encode(_ left: UInt64, _ right: UInt64) -> [UInt8] {
    guard recordBits == 28 else {
      return MMDBValue.digits(left, recordBits / 8) + MMDBValue.digits(right, recordBits / 8)
    }
    let middle = UInt8(left >> 24 & 15) << 4 | UInt8(right >> 24 & 15)
    return MMDBValue.digits(left & 0xff_ffff, 3) + [middle]
      + MMDBValue.digits(right & 0xff_ffff, 3)
  }
}
