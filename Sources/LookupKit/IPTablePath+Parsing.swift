extension IPTablePath {
  /// A path from text: keys with points between, places in a list in brackets.
  ///
  /// Errors: what is wrong, quoting the text.
  public init(parsing text: String) throws(LookupError) {
    var found: [Component] = []
    for (place, part) in text.split(separator: ".", omittingEmptySubsequences: false).enumerated() {
      let pieces = part.split(separator: "[", omittingEmptySubsequences: false)
      guard let key = pieces.first, !key.isEmpty || (place == 0 && pieces.count > 1) else {
        throw LookupError("the path '\(text)' has an empty key")
      }
      if !key.isEmpty { found.append(.key(String(key))) }
      for piece in pieces.dropFirst() {
        guard piece.last == "]", let index = Int(piece.dropLast()) else {
          throw LookupError("the path '\(text)' has a bracket without a whole number: '[\(piece)'")
        }
        found.append(.index(index))
      }
    }
    guard found.count <= IPTablePath.depthLimit else {
      throw LookupError("the path '\(text)' has more than \(IPTablePath.depthLimit) components")
    }
    self.init(found)
  }
}
