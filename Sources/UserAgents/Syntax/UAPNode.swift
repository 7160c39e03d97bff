/// A piece of a pattern; bytes, which most pieces are, take no memory of their own.
enum UAPNode {
  /// One byte of a set.
  case byte(UAPByteSet)
  case position(UAPPosition)
  /// A look-around or an option: takes no bytes.
  case nothing
  case sequence([UAPNode])
  case branches([UAPNode])
  indirect case group(UAPNode, number: Int)
  /// `most` is nil for any number.
  indirect case repeated(UAPNode, least: Int, most: Int?, isLazy: Bool)
}

/// What must be true where no byte is taken.
enum UAPPosition: UInt8 {
  case start
  case end
  /// The end, or before a line feed that ends the text.
  case lastLine
  case wordBorder
  case noWordBorder
}

/// A pattern as a tree.
struct UAPSyntax {
  let root: UAPNode
  /// How many groups capture.
  let groupCount: Int
  /// Whether the tree says all; else it says only what matches must have.
  let isComplete: Bool
}
