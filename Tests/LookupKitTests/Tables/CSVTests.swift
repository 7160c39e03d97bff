import EventModel
import LookupKit
import Testing

@Suite struct `tables by key` {
  private func csv(
    _ text: String, key: String = "id", types: [TableColumn] = [], delimiter: UInt8 = 44
  ) throws -> MemoryKeyTable {
    let file = TemporaryFile(Array(text.utf8), name: "t.csv")
    return try MemoryKeyTable(
      TableFile.csv(path: file.path, delimiter: delimiter), key: key, types: types, kind: "table")
  }

  /// What is wrong, without the folder of the file.
  private func refusal(_ text: String, key: String = "id", types: [TableColumn] = []) -> String? {
    let file = TemporaryFile(Array(text.utf8), name: "t.csv")
    return message {
      _ = try MemoryKeyTable(
        TableFile.csv(path: file.path), key: key, types: types, kind: "table")
    }?.replacing("\(file.folder)/", with: "")
  }

  private func row(_ table: some KeyTable, _ key: String) -> [Reading]? {
    table.row(of: Bytes.constant(key)).map { row in
      table.columns.indices.map { Reading(table.value(row: row, column: $0)) }
    }
  }

  @Test func `rows are found by their key`() throws {
    let table = try csv("id,plan,seats\nann,team,25\nbob,free,\n")
    #expect(table.columns == [TableColumn("plan", .text), TableColumn("seats", .text)])
    #expect(row(table, "ann") == [.text("team"), .text("25")])
    #expect(row(table, "bob") == [.text("free"), .nothing])
    #expect(row(table, "cyd") == nil && row(table, "") == nil && row(table, "ANN") == nil)
    #expect(table.description.type == "table" && table.description.entryCount == 2)
  }

  @Test(
    arguments: [
      ("id,plan\nann,team\n", ["id", "plan"]), ("id", ["id"]), ("\u{feff}id,b\r\n", ["id", "b"]),
      ("\"a,b\",\"c\"\"d\"\nx", ["a,b", "c\"d"]),
      // What a second line has wrong is seen when the file is opened.
      ("id,plan\nann\n", ["id", "plan"]),
      // The heading does not end in what is read of the file.
      (String(repeating: "a", count: 70_000) + ",b\n1,2\n", nil),
      ("\"" + String(repeating: "a", count: 70_000) + "\",b\n1,2\n", nil),
    ] as [(String, [String]?)])
  func `a heading is read without the rest`(text: String, names: [String]?) throws {
    let file = TemporaryFile(Array(text.utf8), name: "t.csv")
    #expect(try TableFile.heading(csv: file.path) == names)
  }

  @Test func `a heading with mistakes is told like the file`() {
    for text in ["id,id\nx,y\n", "id,\"b\nx", ""] {
      let file = TemporaryFile(Array(text.utf8), name: "t.csv")
      let whole = message { _ = try TableFile.csv(path: file.path) }
      #expect(message { _ = try TableFile.heading(csv: file.path) } == whole)
      #expect(whole != nil)
    }
  }

  @Test func `columns have the types that are asked for`() throws {
    let types: [TableColumn] = [
      .init("i", .integer), .init("d", .double), .init("f", .float), .init("b", .boolean),
    ]
    let table = try csv("i,d,f,b,id\n-7,1.5e3,0.25,true,x\n,,,,y\n", types: types)
    #expect(row(table, "x") == [.integer(-7), .double(1500), .float(0.25), .boolean(true)])
    #expect(row(table, "y") == [.nothing, .nothing, .nothing, .nothing])
    let others = try csv(
      "id,t,n,j\nx,2026-11-21T00:00:00Z,1.50,\"{\"\"a\"\": [1]}\"\n",
      types: [.init("t", .timestamp), .init("n", .decimal), .init("j", .json)])
    let found = try #require(others.row(of: Bytes.constant("x")))
    #expect(others.value(row: found, column: 0).integer == 1_795_219_200_000)
    #expect(others.value(row: found, column: 1).kind == .decimal)
    #expect(others.value(row: found, column: 2).bytes.string == "{\"a\":[1]}")
  }

  @Test(arguments: [
    ("id,a\nx,\"1, 2\"\n", "1, 2"), ("id,a\nx,\"say \"\"hi\"\"\"\n", "say \"hi\""),
    ("id,a\r\nx,1\r\n", "1"), ("id,a\rx,1", "1"), ("\n\nid,a\n\nx,1\n\n", "1"),
    ("id,a\nx,\"two\nlines\"\n", "two\nlines"), ("\u{FEFF}id,a\nx,1\n", "1"),
    ("\"id\",\"a\"\n\"x\",\"1\"\n", "1"), ("id,a\nx, 1 \n", " 1 "), ("id,a\nx,é\n", "é"),
    ("a,id\n1,x", "1"), ("id,a\nx,a\"b\n", "a\"b"),
  ])
  func `cells are read as they are meant`(text: String, cell: String) throws {
    #expect(row(try csv(text), "x") == [.text(cell)])
  }

  @Test(arguments: [(UInt8(59), ";"), (9, "\t"), (124, "|")])
  func `another delimiter`(delimiter: UInt8, text: String) throws {
    let table = try csv("id\(text)a\nx\(text)1,2\n", delimiter: delimiter)
    #expect(row(table, "x") == [.text("1,2")])
  }

  @Test(arguments: [
    ("\n\n", "'t.csv': it has no heading"),
    ("id,a\nx\n", "'t.csv', line 2: it has 1 cells, and the heading has 2"),
    ("id,a\nx,1\ny,1,2\n", "'t.csv', line 3: it has 3 cells, and the heading has 2"),
    ("id,a\nx,\"1\n", "'t.csv', line 2: a quote is not closed"),
    (
      "id,a\nx,\"1\n2\"3\n", "'t.csv', line 3: something follows the quote that ends a cell"
    ),
    ("id,id\n", "'t.csv', line 1: two columns are called 'id'"),
    ("id,\n", "'t.csv', line 1: a column has no name"),
    ("key,a\n", "'t.csv': it has no column 'id'; its columns: key, a"),
    ("id,a\nx,1\n\ny,2\nx,3\n", "'t.csv', line 5: the key 'x' stands in line 2 already"),
    ("id,a\n,1\n", "'t.csv', line 2: the key 'id' is empty"),
    ("id,n\nx,1\ny,1.5\n", "'t.csv', line 3: '1.5' in column 'n' is not an integer"),
    ("id,n\nx,0x1F\n", "'t.csv', line 2: '0x1F' in column 'n' is not an integer"),
    (
      "id,n\nx,9223372036854775808\n",
      "'t.csv', line 2: '9223372036854775808' in column 'n' is not an integer"
    ),
  ])
  func `what is wrong is named with its line`(text: String, said: String) {
    let types = text.contains(",n\n") ? [TableColumn("n", .integer)] : []
    #expect(refusal(text, types: types) == said)
  }

  @Test(arguments: [
    (FieldType.boolean, "yes", "'yes' in column 'n' is not a boolean"),
    (.double, "nan", "'nan' in column 'n' is not a double"),
    (.double, "1e999", "'1e999' in column 'n' is not a double"),
    (.float, "1,5", "'1,5' in column 'n' is not a float"),
    (.timestamp, "yesterday", "'yesterday' in column 'n' is not a timestamp"),
    (.json, "{", "'{' in column 'n' is not a json"),
  ])
  func `a value is of its type`(type: FieldType, cell: String, said: String) {
    #expect(
      refusal("id,n\nx,\"\(cell)\"\n", types: [.init("n", type)]) == "'t.csv', line 2: \(said)")
  }

  @Test func `a type for a column that is not there`() {
    #expect(
      refusal("id,a\n", types: [.init("b", .text)])
        == "'t.csv': it has no column 'b'; its columns: id, a")
  }

  @Test func `bytes that are no text are refused`() {
    let file = TemporaryFile(Array("id,a\nx,".utf8) + [0xff, 10], name: "t.csv")
    #expect(
      message { _ = try TableFile.csv(path: file.path) }
        == "'\(file.path)', line 2: a cell is not UTF-8")
  }

  @Test func `too many columns and too long cells are refused`() {
    let names = (0...TableRows.columnLimit).map { "c\($0)" }.joined(separator: ",")
    #expect(refusal(names + "\n") == "'t.csv', line 1: it has 1001 columns; the limit is 1000")
    let cell = String(repeating: "a", count: TableRows.cellLimit + 1)
    #expect(
      refusal("id,a\nx,\(cell)\n")
        == "'t.csv', line 2: a cell has 1048577 bytes; the limit is 1048576")
  }

  // MARK: NDJSON

  private func ndjson(_ text: String, types: [TableColumn] = []) throws -> MemoryKeyTable {
    let file = TemporaryFile(Array(text.utf8), name: "t.ndjson")
    do throws(LookupError) {
      return try MemoryKeyTable(
        TableFile.ndjson(path: file.path), key: "id", types: types, kind: "table")
    } catch {
      throw LookupError(error.message.replacing("\(file.folder)/", with: ""))
    }
  }

  @Test func `members of objects are columns`() throws {
    let table = try ndjson(
      """
      {"id":"a","n":12,"in":{"deep":"é","list":[1, 2]},"no":null}

      {"id":7,"n":1.50,"b":true}
      """, types: [.init("n", .double)])
    #expect(table.columns.map(\.name) == ["n", "in.deep", "in.list", "no", "b"])
    #expect(
      row(table, "a") == [.double(12), .text("é"), .text("[1,2]"), .nothing, .nothing])
    #expect(row(table, "7") == [.double(1.5), .nothing, .nothing, .nothing, .text("true")])
  }

  @Test(arguments: [
    ("{\"id\":\"a\"}\n[1]", "'t.ndjson', line 2: it is no JSON object: expected '{' at byte 0"),
    ("{\"id\":1,\"id\":2}", "'t.ndjson', line 1: 'id' stands there twice"),
    ("{\"id\":1}\n{\"x\":2}", "'t.ndjson', line 2: the key 'id' is empty"),
    ("{\"id\":1}\n\n{\"id\":\"1\"}", "'t.ndjson', line 3: the key '1' stands in line 1 already"),
    (
      "{\"id\":1} x",
      "'t.ndjson', line 1: it is no JSON object: expected the end of the text at byte 9"
    ),
    ("{\"id\":{}}", "'t.ndjson': it has no column 'id'; its columns: "),
  ])
  func `what is wrong with NDJSON is named with its line`(text: String, said: String) {
    #expect(message { _ = try ndjson(text) } == said)
  }
}
