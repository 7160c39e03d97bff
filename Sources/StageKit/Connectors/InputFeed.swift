/// Says what to read next: the inputs of a source one after the other, or those that have grown.
///
/// Shape: the reader of a run calls it, on one thread: `next`, then `left` when it has read what
/// `next` gave, and `committed` in between.
public protocol InputFeed: AnyObject {
  /// What to read next; may wait some milliseconds for it.
  ///
  /// Errors: a `Failure` of class `input`; the source is over then.
  func next(milliseconds: Int) throws(Failure) -> FeedStep

  /// The input given last was read as far as it goes; nil without an identity.
  func left(_ mark: InputMark?)

  /// What was read up to these marks is safe: it stands under final names.
  func committed(_ marks: [InputMark])
}

extension InputFeed {
  public func left(_ mark: InputMark?) {}
  public func committed(_ marks: [InputMark]) {}
}

/// What a feed gives.
public enum FeedStep {
  /// An input to be read to its end.
  ///
  /// Shape: `past` are marks that may be of it. An input that `grows` may end in the middle of a
  /// line: such a piece is left for later.
  case read(any ByteInput, past: [InputMark], grows: Bool)
  /// Nothing at the moment.
  case nothing
  case over
}

/// Inputs that are all known when the run begins.
public final class ListFeed: InputFeed {
  private var inputs: ArraySlice<any ByteInput>
  private let past: [InputMark]

  public init(_ inputs: [any ByteInput], after past: [InputMark] = []) {
    self.inputs = inputs[...]
    self.past = past
  }

  public func next(milliseconds: Int) -> FeedStep {
    inputs.popFirst().map { .read($0, past: past, grows: false) } ?? .over
  }
}
