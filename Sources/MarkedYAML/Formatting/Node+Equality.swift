extension Node {
  /// Whether it holds the same values as another tree, whatever their layout.
  ///
  /// Shape: `freeOrder` levels of maps may have their keys in another order.
  func hasValue(of other: Node, freeOrder: Int = 0) -> Bool {
    switch (content, other.content) {
    case (.scalar(let mine), .scalar(let others)):
      return mine.text == others.text && mine.plainLiteral == others.plainLiteral
    case (.sequence(let mine), .sequence(let others)):
      return mine.count == others.count
        && zip(mine, others).allSatisfy { $0.hasValue(of: $1, freeOrder: freeOrder - 1) }
    case (.mapping(let mine), .mapping(let others)):
      guard mine.count == others.count else { return false }
      let mine = freeOrder > 0 ? mine.sorted { $0.name < $1.name } : mine
      let others = freeOrder > 0 ? others.sorted { $0.name < $1.name } : others
      return zip(mine, others).allSatisfy {
        $0.name == $1.name && $0.value.hasValue(of: $1.value, freeOrder: freeOrder - 1)
      }
    default: return false
    }
  }
}
