/// What can be wrong inside a MaxMind database; a plain value, so that hot loops may throw it.
enum MMDBDamage: UInt8, Error {
  case treeIsEndless
  case treePointsOutside
  case valueIsCut
  case pointerLeadsOutside
  case pointerToPointer
  case unknownType
  case wrongSize
  case keyIsNoText
  case textIsNoUTF8
  case tooDeep
  case valuesOverlap
}

extension MMDBDamage {
  /// The sentence for people.
  var text: String {
    switch self {
    case .treeIsEndless: "the search tree does not end"
    case .treePointsOutside: "the search tree points outside the file"
    case .valueIsCut: "a value is cut off"
    case .pointerLeadsOutside: "a pointer leads outside the data"
    case .pointerToPointer: "a pointer leads to a pointer"
    case .unknownType: "a value has an unknown type"
    case .wrongSize: "a value has a size that its type does not allow"
    case .keyIsNoText: "a key of a map is not text"
    case .textIsNoUTF8: "a text is not UTF-8"
    case .tooDeep: "values are nested deeper than \(MMDBDataCheck.depthLimit) levels"
    case .valuesOverlap: "values overlap each other many times"
    }
  }
}
