import Digests
public import StageKit

/// Takes out events whose key was seen before, within a bounded memory.
///
/// Shape: runs in the order of the input. The last `remember` different keys are known, by their
/// digests; the oldest is forgotten first. Nothing is kept from one run to the next.
/// Cost: SHA-256 of the key, and up to 60 bytes of memory for each key.
public struct Dedupe: OrderedStage {
  static let key = Option<[String]>(
    "key", "fields that are equal in duplicates, all of them together", type: .list(.field),
    fields: .reads())
  static let remember = Option<Int>(
    "remember", "different keys that are known at once", default: 100_000,
    type: .integer(1...10_000_000))

  public static let spec = StageSpec(
    "dedupe", "takes out events whose key was seen before", key, remember,
    notes: """
      The first event of a key passes, those that follow are counted as filtered. `remember` different keys
      are known at once; then the oldest is forgotten, and an event with it passes again. A key takes up to
      60 bytes: 6 MB for the usual 100,000. An event in which all fields of the key are empty passes always.

      Events are looked at in the order of the input, so the same ones pass whatever the number of workers.

      **At a restart everything is forgotten**, with `checkpoint` too, and when a changed pipeline file is
      taken into use: of two duplicates on both sides of it both pass. Duplicates that must never pass need
      a target that knows its keys.
      """,
    example: """
      stages:
        - use: dedupe
          key: event_id
          remember: 1000000
      """)

  private let key: [NamedField]
  private let remember: Int

  public init(_ setup: Setup) throws(Findings) {
    key = setup.fields(Self.key)
    remember = setup[Self.remember]
    guard !key.isEmpty else {
      throw [
        setup.finding(
          "key", "no-fields", "'key' names no field",
          help: ["name what is equal in duplicates, such as 'key: event_id'"])
      ]
    }
  }

  public func makeMemory() -> DedupeMemory { DedupeMemory(keys: KeyMemory(limit: remember)) }

  public func enrich(
    _ event: borrowing Event, _ changes: inout Changes, _ memory: inout DedupeMemory
  ) throws(Failure) {
    var isEmpty = true
    for field in key {
      let value = event[field.input].converted(to: .text, arena: changes.arena) ?? .empty
      let text = value.text ?? .empty
      if !text.isEmpty { isEmpty = false }
      memory.hash.add(UInt64(text.count))
      memory.hash.add(text)
    }
    let digest = memory.hash.finish()
    if !isEmpty, !memory.keys.insert(digest.prefix) { changes.filter() }
  }
}
