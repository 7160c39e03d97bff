import CKernels
import StageKit

/// The keys of earlier lines as they stood there, each with the one behind it: who writes lines
/// writes the same keys in the same order, so that one comparison tells the next one, its colon too.
///
/// Shape: a step is all that stands between two values of an object: comma, key, colon and blanks.
/// The first step of an object has no comma, and is looked for nowhere else.
/// Cost: one comparison of 32 bytes for a step that is expected, a look-up for others.
final class KeyTrail {
  /// A step; its bytes stand behind it, so that short ones lie in the same line of the cache.
  struct Step: BitwiseCopyable {
    /// The step that followed it last.
    fileprivate(set) var next: UnsafeMutablePointer<Step>
    /// The bits of its first 32 bytes.
    fileprivate var bits: UInt32 = .max
    /// Its bytes; more than a text can have for the step that stands nowhere.
    fileprivate(set) var count = Int32.max
    /// What the key is among those that are claimed; -1 when nothing claims it.
    fileprivate(set) var node: Int32 = -1
    /// The node of the object that it belongs to.
    fileprivate var parent: Int32 = -1
    /// Where the key stands in it, without quotes.
    fileprivate(set) var keyStart: Int32 = 0
    fileprivate(set) var keyCount: Int32 = 0
  }

  typealias Place = UnsafeMutablePointer<Step>

  /// Steps at most: then all are forgotten, so that keys that never come again do not stay. Events
  /// have up to some hundred different keys.
  static let capacity = 1024
  /// Longer steps are not kept; names of Snowplow's columns have 60 bytes at most.
  static let longest = stride - textOffset - 32
  private static let stride = 256
  private static let textOffset = 32
  private static let slots = capacity * 4

  /// The step that stands nowhere; behind it comes itself.
  let nowhere: Place
  /// Holds what is not kept until the next one comes.
  private let passing: Place
  private let memory: UnsafeMutableRawPointer
  /// By node, the first step of its object.
  private let first: UnsafeMutablePointer<Place>
  private let nodeCount: Int
  /// Steps by their bytes: open addressing, at most a quarter full.
  private let table: UnsafeMutablePointer<Place?>
  @exclusivity(unchecked) private var count = 0

  init(nodeCount: Int) {
    self.nodeCount = nodeCount
    memory = .allocate(byteCount: (KeyTrail.capacity + 2) * KeyTrail.stride, alignment: 64)
    nowhere = memory.assumingMemoryBound(to: Step.self)
    passing = (memory + KeyTrail.stride).assumingMemoryBound(to: Step.self)
    for place in [nowhere, passing] {
      (UnsafeMutableRawPointer(place) + KeyTrail.textOffset).initializeMemory(
        as: UInt8.self, repeating: 0, count: KeyTrail.stride - KeyTrail.textOffset)
      place.initialize(to: Step(next: nowhere))
    }
    first = .allocate(capacity: nodeCount)
    first.initialize(repeating: nowhere, count: nodeCount)
    table = .allocate(capacity: KeyTrail.slots)
    table.initialize(repeating: nil, count: KeyTrail.slots)
  }

  deinit {
    memory.deallocate()
    first.deallocate()
    table.deallocate()
  }

  /// Begins with the next line: no step that was given before is used again.
  @inline(__always)
  func begin() {
    if count == KeyTrail.capacity { forget() }
  }

  private func forget() {
    count = 0
    first.update(repeating: nowhere, count: nodeCount)
    table.update(repeating: nil, count: KeyTrail.slots)
  }

  /// The step that an object is expected to begin with.
  @inline(__always)
  func expected(in node: Int) -> Place { first[node] }

  /// Whether a step stands at a place in a text, and a value without blanks before it behind.
  @inline(__always)
  static func stands(_ step: Place, _ text: Bytes, at place: Int) -> Bool {
    let count = Int(step.pointee.count)
    guard beginsAlike(step, text.start + place), place &+ count <= text.count,
      text[place &+ count] > 32
    else { return false }
    return count <= 32 || Bytes(bytes(step), count) == text.slice(place, place &+ count)
  }

  /// Whether the first 32 bytes are those of a step, as far as it has them.
  @inline(__always)
  private static func beginsAlike(_ step: Place, _ text: UnsafePointer<UInt8>) -> Bool {
    let bits = step.pointee.bits
    return ck_same32(text, bytes(step)) & bits == bits
  }

  @inline(__always)
  private static func bytes(_ step: Place) -> UnsafeMutablePointer<UInt8> {
    (UnsafeMutableRawPointer(step) + textOffset).assumingMemoryBound(to: UInt8.self)
  }

  /// Notes which step came behind another one; behind `nowhere`: first in its object.
  @inline(__always)
  func link(_ step: Place, behind last: Place, in node: Int) {
    guard step != passing else { return }
    if last == nowhere {
      first[node] = step
    } else {
      // A new one comes before what was expected in its place, which may well follow.
      if step.pointee.next == nowhere, last != step { step.pointee.next = last.pointee.next }
      last.pointee.next = step
    }
  }

  /// The step of these bytes in the object of a node; nil when it is not kept.
  @inline(__always)
  func find(_ text: Bytes, in parent: Int) -> Place? {
    guard text.count <= KeyTrail.longest else { return nil }
    var slot = KeyTrail.slot(text, parent)
    while let step = table[slot] {
      if Int(step.pointee.parent) == parent, Int(step.pointee.count) == text.count,
        KeyTrail.beginsAlike(step, text.start),
        text.count <= 32 || Bytes(KeyTrail.bytes(step), text.count) == text
      {
        return step
      }
      slot = (slot &+ 1) & (KeyTrail.slots - 1)
    }
    return nil
  }

  /// Keeps a step, or holds it until the next one when it is too long or there are too many.
  func add(_ text: Bytes, in parent: Int, key: Bytes, node: Int) -> Place {
    let isKept = text.count <= KeyTrail.longest && count < KeyTrail.capacity
    if isKept { count += 1 }
    let step =
      isKept
      ? (memory + (count + 1) * KeyTrail.stride).assumingMemoryBound(to: Step.self) : passing
    step.initialize(
      to: Step(
        next: nowhere, bits: text.count < 32 ? (1 &<< UInt32(text.count)) &- 1 : .max,
        count: Int32(text.count), node: Int32(node), parent: Int32(parent),
        keyStart: Int32(key.start - text.start), keyCount: Int32(key.count)))
    guard isKept else { return step }
    KeyTrail.bytes(step).update(from: text.start, count: text.count)
    var slot = KeyTrail.slot(text, parent)
    while table[slot] != nil { slot = (slot &+ 1) & (KeyTrail.slots - 1) }
    table[slot] = step
    return step
  }

  @inline(__always)
  private static func slot(_ text: Bytes, _ parent: Int) -> Int {
    (Int(truncatingIfNeeded: text.hash) &+ parent &* 0x9e37) & (slots - 1)
  }
}
