extension FunctionCatalog {
  static let numbers: [FunctionSpec] = [
    FunctionSpec(
      "math.greatest", .numbers, .math(.greatest), ["math.greatest(any...): any"],
      "gives the greatest of numbers, or of the numbers of a list", "math.greatest(3, 7.5) // 7.5"),
    FunctionSpec(
      "math.least", .numbers, .math(.least), ["math.least(any...): any"],
      "gives the least of numbers, or of the numbers of a list", "math.least([3, 7]) // 3"),
    ofDouble("ceil", .ceil, "the next whole number above", "math.ceil(1.2) // 2.0"),
    ofDouble("floor", .floor, "the next whole number below", "math.floor(1.8) // 1.0"),
    ofDouble(
      "round", .round, "the nearest whole number, away from zero between two",
      "math.round(1.5) // 2.0"),
    ofDouble(
      "trunc", .trunc, "the whole number without what is behind the point",
      "math.trunc(-1.8) // -1.0"),
    FunctionSpec(
      "math.abs", .numbers, .math(.abs), same("abs"), "gives a number without its sign",
      "math.abs(-3) // 3"),
    FunctionSpec(
      "math.sign", .numbers, .math(.sign), same("sign"), "gives -1, 0 or 1",
      "math.sign(-3.5) // -1.0"),
    FunctionSpec(
      "math.sqrt", .numbers, .math(.sqrt),
      ["math.sqrt(double): double", "math.sqrt(integer): double", "math.sqrt(unsigned): double"],
      "gives the square root", "math.sqrt(9) // 3.0"),
    test("isNaN", .isNaN, "no number", "math.isNaN(0.0 / 0.0) // true"),
    test("isInf", .isInf, "infinite", "math.isInf(1.0 / 0.0) // true"),
    test("isFinite", .isFinite, "a number and finite", "math.isFinite(1.0) // true"),
    bits("bitAnd", .bitAnd, "the bits that both have", "math.bitAnd(6, 3) // 2"),
    bits("bitOr", .bitOr, "the bits that one of them has", "math.bitOr(6, 3) // 7"),
    bits("bitXor", .bitXor, "the bits that just one of them has", "math.bitXor(6, 3) // 5"),
    FunctionSpec(
      "math.bitNot", .numbers, .math(.bitNot),
      ["math.bitNot(integer): integer", "math.bitNot(unsigned): unsigned"],
      "turns every bit", "math.bitNot(0) // -1"),
    shift("bitShiftLeft", .bitShiftLeft, "left", "math.bitShiftLeft(1, 4) // 16"),
    shift("bitShiftRight", .bitShiftRight, "right", "math.bitShiftRight(16, 4) // 1"),
  ]

  private static func same(_ name: String) -> [String] {
    ["integer", "unsigned", "double"].map { "math.\(name)(\($0)): \($0)" }
  }

  private static func ofDouble(
    _ name: String, _ function: MathFunction, _ what: String, _ example: String
  ) -> FunctionSpec {
    FunctionSpec(
      "math.\(name)", .numbers, .math(function), ["math.\(name)(double): double"],
      "gives \(what)", example)
  }

  private static func test(
    _ name: String, _ function: MathFunction, _ what: String, _ example: String
  ) -> FunctionSpec {
    FunctionSpec(
      "math.\(name)", .numbers, .math(function), ["math.\(name)(double): boolean"],
      "tells whether a double is \(what)", example)
  }

  private static func bits(
    _ name: String, _ function: MathFunction, _ what: String, _ example: String
  ) -> FunctionSpec {
    let forms = ["integer", "unsigned"].map { "math.\(name)(\($0), \($0)): \($0)" }
    return FunctionSpec(
      "math.\(name)", .numbers, .math(function), forms, "gives \(what)", example)
  }

  private static func shift(
    _ name: String, _ function: MathFunction, _ way: String, _ example: String
  ) -> FunctionSpec {
    let forms = ["integer", "unsigned"].map { "math.\(name)(\($0), integer): \($0)" }
    return FunctionSpec(
      "math.\(name)", .numbers, .math(function), forms,
      "moves the bits to the \(way); zeros come in", example)
  }
}
