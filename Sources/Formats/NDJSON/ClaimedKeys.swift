import StageKit

/// Which keys of an object, and of the objects inside it, become fields.
///
/// Shape: nodes are numbered, the object itself is node 0. One key may fill several fields.
final class ClaimedKeys {
  private let table: KeyTable
  /// The names of the nodes from the outside in, for messages.
  private let paths: [String]
  /// How many nodes there are, the object itself among them.
  var nodeCount: Int { paths.count }
  /// The first field that a node fills and needs to; -1 when there is none.
  private let first: UnsafeMutablePointer<Int32>
  /// The next field of the same node; -1 behind the last.
  private let next: UnsafeMutablePointer<Int32>
  private let isField: UnsafeMutablePointer<Bool>
  private let isParent: UnsafeMutablePointer<Bool>

  /// Fields that nothing reads claim their keys, but are not filled.
  init(_ fields: [SourceField]) {
    var names: [(parent: Int, key: String)] = []
    var paths = [""]
    var numbers: [String: Int] = [:]
    let ends = fields.map { field in
      var node = 0
      for key in field.path {
        let name = "\(node)/\(key)"
        if numbers[name] == nil {
          names.append((node, key))
          paths.append(node == 0 ? key : "\(paths[node]).\(key)")
          numbers[name] = names.count
        }
        node = numbers[name] ?? 0
      }
      return node
    }
    table = KeyTable(names)
    self.paths = paths
    first = ClaimedKeys.made(paths.count, -1)
    next = ClaimedKeys.made(fields.count, -1)
    isField = ClaimedKeys.made(paths.count, false)
    isParent = ClaimedKeys.made(paths.count, false)
    for name in names { isParent[name.parent] = true }
    for (number, end) in ends.enumerated() where end > 0 {
      isField[end] = true
      guard fields[number].output.isWanted || fields[number].isRequired else { continue }
      next[number] = first[end]
      first[end] = Int32(number)
    }
  }

  deinit {
    first.deallocate()
    next.deallocate()
    isField.deallocate()
    isParent.deallocate()
  }

  private static func made<T>(_ count: Int, _ value: T) -> UnsafeMutablePointer<T> {
    let memory = UnsafeMutablePointer<T>.allocate(capacity: max(count, 1))
    memory.initialize(repeating: value, count: max(count, 1))
    return memory
  }

  /// The node of a key in the object of another node; nil when nothing claims it.
  @inline(__always)
  func node(_ key: Bytes, in parent: Int) -> Int? {
    let number = table.find(key, in: parent)
    return number < 0 ? nil : number &+ 1
  }

  /// Whether the value itself becomes a field.
  func isField(_ node: Int) -> Bool { isField[node] }
  /// Whether members of the value become fields.
  func isParent(_ node: Int) -> Bool { isParent[node] }

  /// The first field to fill with the value of a node; -1 when there is none.
  @inline(__always)
  func firstField(_ node: Int) -> Int { Int(first[node]) }

  /// The field to fill with the same value; -1 when there is none.
  @inline(__always)
  func nextField(_ field: Int) -> Int { Int(next[field]) }

  /// A key of the object of a node as a path.
  func path(_ key: Bytes, in parent: Int) -> String {
    parent == 0 ? key.string : "\(paths[parent]).\(key.string)"
  }
}
