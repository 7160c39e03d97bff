/// How often something happened in a stage, for the end of a run.
public struct StageCounter: Sendable, Equatable {
  /// What was counted, in the plural: `agents cut`.
  public let name: String
  public let value: Int
  /// What the value is a part of; then its share is told too.
  public let whole: Int?

  /// Makes a counter; `whole` is what `value` is a part of.
  public init(_ name: String, _ value: Int, of whole: Int? = nil) {
    self.name = name
    self.value = value
    self.whole = whole
  }

  /// Both together; they have the same name.
  package func adding(_ other: StageCounter) -> StageCounter {
    let whole = self.whole.map { $0 + (other.whole ?? 0) }
    return StageCounter(name, value + other.value, of: whole)
  }
}
