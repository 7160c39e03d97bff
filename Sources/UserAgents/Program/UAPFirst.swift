/// With which bytes the texts of a piece begin.
struct UAPFirst {
  var bytes: UAPByteSet
  /// Whether the piece may take no byte.
  var isEmpty: Bool

  static let nothing = UAPFirst(bytes: .none, isEmpty: true)

  /// The piece, and then another one.
  func followed(by other: @autoclosure () -> UAPFirst) -> UAPFirst {
    guard isEmpty else { return self }
    let other = other()
    return UAPFirst(bytes: bytes | other.bytes, isEmpty: other.isEmpty)
  }

  init(bytes: UAPByteSet, isEmpty: Bool) {
    self.bytes = bytes
    self.isEmpty = isEmpty
  }

  init(_ node: UAPNode) {
    switch node {
    case .byte(let set): self.init(bytes: set, isEmpty: false)
    case .position, .nothing: self = .nothing
    case .group(let inner, _): self.init(inner)
    case .repeated(let piece, let least, let most, _):
      self.init(piece)
      if least == 0 { isEmpty = true }
      if most == 0 { self = .nothing }
    case .sequence(let pieces):
      self = .nothing
      for piece in pieces where isEmpty { self = followed(by: UAPFirst(piece)) }
    case .branches(let branches):
      self.init(bytes: .none, isEmpty: false)
      for branch in branches.map(UAPFirst.init) {
        bytes = bytes | branch.bytes
        isEmpty = isEmpty || branch.isEmpty
      }
    }
  }
}
