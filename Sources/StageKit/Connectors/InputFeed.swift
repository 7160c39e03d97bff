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

  /// What to wait for when nothing was there.
  var wakeUp: WakeUp { get }
}

extension InputFeed {
  public func left(_ mark: InputMark?) {}
  public func committed(_ marks: [InputMark]) {}
  public var wakeUp: WakeUp { WakeUp() }
}

/// What a feed gives.
public enum FeedStep {
  case read(FeedInput)
  /// Nothing at the moment.
  case nothing
  case over
}

/// An input that is to be read to its end.
public struct FeedInput {
  /// What is to be read, with its name and identity.
  public var input: any ByteInput
  /// Marks that may be of it.
  public var past: [InputMark]
  /// Whether it may end in the middle of a line: such a piece is left for later.
  public var grows: Bool
  /// Whether its mark is kept though nothing comes: a place was given to it that no run knows.
  public var isNoted: Bool

  /// Makes an input that no run has read before, unless `past` says so.
  public init(
    _ input: any ByteInput, past: [InputMark] = [], grows: Bool = false, isNoted: Bool = false
  ) {
    self.input = input
    self.past = past
    self.grows = grows
    self.isNoted = isNoted
  }
}

/// What somebody who has nothing to do waits for.
public struct WakeUp: Sendable, Equatable {
  /// Becomes readable when there is something; nil where only looking tells.
  public var descriptor: Int32?
  /// After which to look in any case.
  public var milliseconds: Int

  /// Makes a wait; `milliseconds` is the longest it may take.
  public init(descriptor: Int32? = nil, milliseconds: Int = 10) {
    self.descriptor = descriptor
    self.milliseconds = milliseconds
  }
}

/// Inputs that are all known when the run begins.
public final class ListFeed: InputFeed {
  private var inputs: ArraySlice<any ByteInput>
  private let past: [InputMark]

  /// Makes a feed of these inputs; `past` are marks of an earlier run.
  public init(_ inputs: [any ByteInput], after past: [InputMark] = []) {
    self.inputs = inputs[...]
    self.past = past
  }

  public func next(milliseconds: Int) -> FeedStep {
    inputs.popFirst().map { .read(FeedInput($0, past: past)) } ?? .over
  }
}
