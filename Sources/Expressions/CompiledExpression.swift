public import EventModel

/// An expression that was read and typed: runs over the columns of a slice.
///
/// Shape: reads `fields`, whose columns stand behind each other from `base` on among the inputs of
/// its stage. Evaluation is CEL's, with the null of an empty field: what fails only because a value
/// is null ends as null. A text field is never an empty text, so `""` stands for null among texts.
public struct CompiledExpression: Sendable {
  /// The fields that it reads, each once.
  public let fields: [String]
  /// The lookups that it asks, by their places in the pipeline.
  public let lookups: [Int]
  /// The type of the field that it fills; nil for `null` and for what no field can hold.
  public private(set) var type: FieldType?
  /// The type of its value as messages show it.
  public var typeName: String { valueType.shown }
  /// The first of its columns among the inputs of its stage.
  public package(set) var base = 0

  let valueType: ValueType
  let program: Program
  /// The type of the field whose values are the expression's, when it is nothing else.
  private var sourceType: FieldType?

  init(fields: [String], lookups: [Int], valueType: ValueType, program: Program) {
    self.fields = fields
    self.lookups = lookups
    self.valueType = valueType
    type = valueType.fieldType
    self.program = program
  }

  /// Reads and types an expression.
  ///
  /// Shape: `type` gives the type of a field, nil when there is none here; `lookup` what a lookup of
  /// the pipeline is, and is nil where there are none.
  public static func compile(
    _ text: String, lookup: ((String) -> NamedLookup)? = nil,
    type: @escaping (String) -> FieldType?
  ) throws(ExpressionProblem) -> CompiledExpression {
    var lexer = Lexer(text)
    return try compile(try lexer.tokens(), lookup: lookup, type: type)
  }

  static func compile(
    _ tokens: [Token], lookup: ((String) -> NamedLookup)?,
    type: @escaping (String) -> FieldType?
  ) throws(ExpressionProblem) -> CompiledExpression {
    let tree = try ExpressionParser.parse(tokens)
    var expression = try Checker.compile(tree, isStrict: true, lookup: lookup) {
      type($0).map(ValueType.init)
    }
    if let place = expression.rootField {
      expression.sourceType = type(expression.fields[place])
      expression.type = expression.sourceType
    }
    return expression
  }

  /// `isStrict`: types and names that are wrong are refused now, not only when they are used.
  static func compile(
    _ text: String, isStrict: Bool, lookup: ((String) -> NamedLookup)? = nil,
    type: @escaping (String) -> ValueType?
  ) throws(ExpressionProblem) -> CompiledExpression {
    try Checker.compile(
      try ExpressionParser.parse(text), isStrict: isStrict, lookup: lookup, type: type)
  }

  /// The fields that an expression names, also when they do not exist; nil when it cannot be read.
  public static func names(in text: String) -> [String]? {
    guard let tree = try? ExpressionParser.parse(text) else { return nil }
    var names = FreeNames()
    names.collect(tree)
    return names.found
  }

  /// The columns of lookups that it asks for, each time that it does.
  public var columnUses: [ColumnUse] { program.columns }

  /// Whether the value is one, true or false, that a condition takes.
  public var isCondition: Bool { valueType == .boolean || valueType.isOpen }

  /// Whether its value may stand in a path.
  var isPathPart: Bool {
    switch valueType {
    case .text, .integer, .unsigned, .boolean, .decimal, .double, .timestamp, .any: true
    default: false
    }
  }

  /// The same expression for a field of a type; nil when its values never fit.
  public func filling(_ type: FieldType) -> CompiledExpression? {
    guard valueType.fills(type) || sourceType == type else { return nil }
    var expression = self
    expression.type = type
    return expression
  }

  /// The rows for which the expression is true, and those for which it is an error.
  public func select(
    _ columns: ExpressionColumns, rows: Selection
  ) -> (isTrue: Selection, errors: ExpressionErrors) {
    var run = Evaluation(program, columns.arena, columns.columns, columns.tables)
    defer { run.end() }
    let truth = run.truth(program.root, rows)
    var errors = ExpressionErrors()
    if let values = truth.errors {
      truth.isError.forEach { errors.add($0, values[$0].bytes.string) }
    }
    return (truth.isTrue, errors)
  }

  /// Writes the value for each of `rows` into `column`; what is an error stays empty.
  ///
  /// Shape: values may point at constants of the expression, which the arena then keeps.
  public func fill(
    _ column: UnsafeMutablePointer<Slot>, _ columns: ExpressionColumns, rows: Selection
  ) -> ExpressionErrors {
    if let place = rootField, sourceType == type {
      let values = columns.columns[place]
      rows.forEach { column[$0] = values[$0] }
      return ExpressionErrors()
    }
    columns.arena.keep(program)
    var run = Evaluation(program, columns.arena, columns.columns, columns.tables)
    defer { run.end() }
    let values = run.values(program.root, rows)
    var errors = ExpressionErrors()
    let type = type ?? .text
    rows.forEach { row in
      let value = values[row]
      run.row = row
      if value.kind == .error {
        column[row] = .empty
        errors.add(row, value.bytes.string)
      } else if let slot = run.slot(value, for: type) {
        column[row] = slot
      } else {
        column[row] = .empty
        errors.add(row, "the value \(Texts.shown(value)) does not fit a field of type \(type)")
      }
    }
    return errors
  }

  private var rootField: Int? {
    let node = program.nodes[Int(program.root)]
    guard case .field = node.operation else { return nil }
    return Int(node.extra)
  }
}
