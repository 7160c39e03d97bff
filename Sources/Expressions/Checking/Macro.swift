/// A call whose body runs once for each element.
struct Macro {
  let kind: Loop.Kind
  /// Names that it makes for its body: the element, or the key and the value.
  let variables: Int
  let hasCondition: Bool

  /// The macro of a method's name and number of arguments; nil when it is a function.
  init?(_ name: String, _ arguments: Int) {
    switch (name, arguments) {
    case ("all", 2...3): (kind, variables, hasCondition) = (.all, arguments - 1, false)
    case ("exists", 2...3): (kind, variables, hasCondition) = (.exists, arguments - 1, false)
    case ("exists_one", 2...3), ("existsOne", 2...3):
      (kind, variables, hasCondition) = (.existsOne, arguments - 1, false)
    case ("filter", 2): (kind, variables, hasCondition) = (.filter, 1, false)
    case ("map", 2...3): (kind, variables, hasCondition) = (.map, 1, arguments == 3)
    case ("transformList", 3...4):
      (kind, variables, hasCondition) = (.map, 2, arguments == 4)
    case ("transformMap", 3...4):
      (kind, variables, hasCondition) = (.transformMap, 2, arguments == 4)
    default: return nil
    }
  }
}
