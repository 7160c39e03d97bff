import StageKit

/// An input as its tickets know it.
final class InputTrack: Sendable {
  let source: Int
  let id: String
  let name: String
  /// What ids derive from: source id and input name.
  let origin: Bytes
  /// Nil for what cannot be read again.
  let identity: InputIdentity?

  init(source: Int, id: String, name: String, identity: InputIdentity? = nil) {
    self.source = source
    self.id = id
    self.name = name
    self.identity = identity
    origin = Bytes.constant(id + "\u{0}" + name)
  }

  /// How far it was read; nil for what cannot be read again.
  func mark(_ place: InputPlace) -> InputMark? {
    identity.map {
      InputMark(
        name: name, identity: $0, offset: place.offset, line: place.line, isDone: place.isEnd)
    }
  }
}

/// A place between two lines of an input.
struct InputPlace: Sendable, Equatable {
  /// In bytes of the unpacked content.
  var offset: UInt64 = 0
  /// The number of the line that comes next, from 1.
  var line: UInt64 = 1
  /// Whether nothing came behind it.
  var isEnd = false

  init(offset: UInt64 = 0, line: UInt64 = 1) {
    self.offset = offset
    self.line = line
  }

  init(_ mark: InputMark) {
    offset = mark.offset
    line = mark.line
    isEnd = mark.isDone
  }
}
