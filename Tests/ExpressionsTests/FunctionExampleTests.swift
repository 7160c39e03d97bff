import Testing

@testable import Expressions

@Suite struct `examples of functions` {
  @Test(arguments: FunctionCatalog.all.map(\.name))
  func `give what stands behind them`(name: String) throws {
    let spec = try #require(FunctionCatalog.all.first { $0.name == name })
    let pieces = spec.example.split(separator: " // ")
    try #require(pieces.count == 2, "\(name): an example and what it gives")
    let given = Calculation().result(String(pieces[0]))
    let expected = Calculation().result(String(pieces[1]))
    #expect(given == expected, "\(spec.example)")
    guard case .value = given else { return #expect(Bool(false), "\(name): \(given)") }
  }

  @Test func `use the function that they stand with`() {
    for spec in FunctionCatalog.all {
      let bare = spec.name.split(separator: ".").last.map(String.init) ?? spec.name
      #expect(spec.example.contains("\(bare)("), "\(spec.name)")
    }
  }

  @Test func `every form of a function can be read`() {
    let macros = [
      "matches", "has", "all", "exists", "exists_one", "filter", "map", "transformList",
      "transformMap", "cel.bind", "lookup",
    ]
    for spec in FunctionCatalog.all where !macros.contains(spec.name) {
      #expect(spec.overloads.map(\.form) == spec.forms, "\(spec.name)")
    }
  }

  @Test func `each name stands once, and summaries are sentences without capital and full stop`() {
    #expect(Set(FunctionCatalog.all.map(\.name)).count == FunctionCatalog.all.count)
    for spec in FunctionCatalog.all {
      #expect(spec.summary.first?.isLowercase == true && spec.summary.last != ".", "\(spec.name)")
    }
  }
}
