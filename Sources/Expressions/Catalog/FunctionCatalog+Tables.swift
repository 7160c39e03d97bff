extension FunctionCatalog {
  static let tables: [FunctionSpec] = [
    FunctionSpec(
      "lookup", .tables, nil,
      [
        "lookup(name, text): row", "lookup(name, text).column: value",
        "lookup(name, text)[\"column\"]: value",
      ],
      "gives the row of a lookup that has a key, or a column of that row; null without one",
      "lookup(\"plans\", \"team\").seats // 25")
  ]
}
