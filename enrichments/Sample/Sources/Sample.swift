public import StageKit

/// Keeps a share of the events: those whose key has a small hash.
///
/// Shape: events with equal keys are kept or taken out together, in every run and on every machine.
/// Cost: one pass over the bytes of the key.
public struct Sample: EventStage {
  static let share = Option<String>("share", "the share of keys to keep, such as `10%`")
  static let key = Option<[String]>(
    "key", "fields whose values decide, all of them together", type: .list(.field),
    fields: .reads())
  static let salt = Option<String>(
    "salt", "a word that makes another choice than that of other samples", default: "")

  public static let spec = StageSpec(
    "sample", "keeps a share of the events, by a hash of a key", share, key, salt,
    notes: """
      Events with the same key are kept or taken out together, in every run, whatever the order; with
      `key: domain_userid` a share of the visitors is kept, with all that they did. Who is in a sample of
      10% is in one of 20% too, unless `salt` differs. An event without any of the fields has a key like
      all such events: together they are in or out.

      What is taken out is counted as filtered at every sink below.
      """,
    example: """
      stages:
        - use: sample
          share: 10%
          key: domain_userid
      """)

  private let key: [NamedField]
  private let salt: UInt64
  /// Hashes below it are kept; nil: all.
  private let limit: UInt64?

  public init(_ setup: Setup) throws(Findings) {
    guard let share = Amount.share(setup[Self.share]) else {
      throw [
        setup.finding(
          "share", "bad-value", "'share' is '\(setup[Self.share])', which is no share",
          help: ["write a number from 0 to 100 and '%', such as '10%'"])
      ]
    }
    key = setup.fields(Self.key)
    guard !key.isEmpty else {
      throw [
        setup.finding(
          "key", "no-fields", "'key' names no field",
          help: ["name what belongs together, such as 'key: domain_userid'"])
      ]
    }
    var hash = KeyHash()
    hash.add(Bytes.constant(setup[Self.salt]))
    salt = hash.value
    // 2^64 times the share; the whole is one more than the largest number.
    limit = share >= 1 ? nil : UInt64(share * 0x1p64)
  }

  public func enrich(_ event: borrowing Event, _ changes: inout Changes) throws(Failure) {
    guard let limit else { return }
    var hash = KeyHash(salt)
    for field in key {
      let value = event[field.input].converted(to: .text, arena: changes.arena) ?? .empty
      hash.add(value.text ?? .empty)
    }
    if hash.value >= limit { changes.filter() }
  }
}
