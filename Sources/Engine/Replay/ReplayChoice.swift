/// Which failed events are tried again; an empty set takes all.
public struct ReplayChoice: Sendable, Equatable {
  /// By `class`: the words of failed events.
  public var classes: Set<String>
  /// By `id`: who gave up.
  public var ids: Set<String>

  /// Makes a choice of classes and ids of failures; without both it takes all.
  public init(classes: Set<String> = [], ids: Set<String> = []) {
    self.classes = classes
    self.ids = ids
  }

  func takes(_ failed: FailedLine) -> Bool {
    (classes.isEmpty || classes.contains(failed.kind)) && (ids.isEmpty || ids.contains(failed.id))
  }
}
