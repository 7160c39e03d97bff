extension FunctionCatalog {
  static let lists: [FunctionSpec] = [
    FunctionSpec(
      "size", .lists, .collection(.size),
      ["text", "bytes", "list", "map"].flatMap {
        ["size(\($0)): integer", "\($0).size(): integer"]
      },
      "counts characters, bytes, elements or keys", "size([3, 4]) // 2"),
    FunctionSpec(
      "has", .lists, nil, ["has(value.member): boolean"],
      "tells whether a JSON value or a map has a member", "has({\"a\": 1}.b) // false"),
    FunctionSpec(
      "all", .lists, nil,
      ["list.all(x, condition): boolean", "list.all(index, x, condition): boolean"],
      "tells whether a condition is true for each element, or for each key of a map",
      "[1, 2].all(x, x > 0) // true"),
    FunctionSpec(
      "exists", .lists, nil,
      ["list.exists(x, condition): boolean", "list.exists(index, x, condition): boolean"],
      "tells whether a condition is true for an element", "[1, 2].exists(x, x > 1) // true"),
    FunctionSpec(
      "exists_one", .lists, nil,
      ["list.exists_one(x, condition): boolean", "list.existsOne(index, x, condition): boolean"],
      "tells whether a condition is true for just one element",
      "[1, 2].exists_one(x, x > 0) // false"),
    FunctionSpec(
      "filter", .lists, nil, ["list.filter(x, condition): list"],
      "keeps the elements for which a condition is true", "[1, 2, 3].filter(x, x > 1) // [2, 3]"),
    FunctionSpec(
      "map", .lists, nil, ["list.map(x, value): list", "list.map(x, condition, value): list"],
      "makes a value of each element, or of those for which a condition is true",
      "[1, 2].map(x, x * 10) // [10, 20]"),
    FunctionSpec(
      "transformList", .lists, nil,
      [
        "list.transformList(index, x, value): list",
        "list.transformList(index, x, condition, value): list",
      ],
      "makes a list of values of each element and its place, or of each key and value of a map",
      "[5, 5].transformList(i, x, i * x) // [0, 5]"),
    FunctionSpec(
      "transformMap", .lists, nil,
      [
        "map.transformMap(key, x, value): map",
        "map.transformMap(key, x, condition, value): map",
      ],
      "makes other values for the keys of a map",
      "{\"a\": 1}.transformMap(k, x, x + 1) // {\"a\": 2}"),
    FunctionSpec(
      "cel.bind", .lists, nil, ["cel.bind(name, value, expression): any"],
      "gives a value a name for the expression behind it", "cel.bind(x, 3, x * x) // 9"),
  ]
}
