extension FunctionCatalog {
  static let conversions: [FunctionSpec] = [
    FunctionSpec(
      "int", .conversions, .conversion(.integer),
      [
        "int(integer): integer", "int(unsigned): integer", "int(double): integer",
        "int(text): integer", "int(timestamp): integer",
      ],
      "makes a whole number: of a double without what is behind the point, of a time its seconds since 1970",
      "int(\"42\") // 42"),
    FunctionSpec(
      "uint", .conversions, .conversion(.unsigned),
      [
        "uint(unsigned): unsigned", "uint(integer): unsigned", "uint(double): unsigned",
        "uint(text): unsigned",
      ],
      "makes a whole number that is not negative", "uint(42) // 42u"),
    FunctionSpec(
      "double", .conversions, .conversion(.double),
      [
        "double(double): double", "double(integer): double", "double(unsigned): double",
        "double(text): double",
      ],
      "makes a number with a point", "double(\"1.5\") // 1.5"),
    FunctionSpec(
      "bool", .conversions, .conversion(.boolean),
      ["bool(boolean): boolean", "bool(text): boolean"],
      "reads 1, t, true, 0, f, false and their like as a flag", "bool(\"true\") // true"),
    FunctionSpec(
      "string", .conversions, .conversion(.text),
      [
        "string(text): text", "string(integer): text", "string(unsigned): text",
        "string(double): text", "string(boolean): text", "string(bytes): text",
        "string(timestamp): text", "string(duration): text", "string(address): text",
        "string(network): text", "string(URL): text",
      ],
      "writes a value as text", "string(1.5) // \"1.5\""),
    FunctionSpec(
      "bytes", .conversions, .conversion(.bytes), ["bytes(bytes): bytes", "bytes(text): bytes"],
      "gives the UTF-8 of a text", "size(bytes(\"é\")) // 2"),
    FunctionSpec(
      "type", .conversions, .conversion(.type), ["type(any): type"],
      "gives the type of a value: int, uint, double, bool, string, bytes, list, map, null_type and so on",
      "type(1.5) == double // true", takesNull: true),
    FunctionSpec(
      "dyn", .conversions, .conversion(.same), ["dyn(any): any"],
      "leaves the type of a value open until the expression runs", "dyn(1) == \"1\" // false",
      takesNull: true),
  ]
}
