public import EventModel

/// An expression that was read and typed: runs over the columns of a slice.
///
/// Shape: reads `fields`, whose columns stand behind each other from `base` on among the inputs of
/// its stage. Null follows CEL: a comparison with an empty field is null, except with `==` and `!=`;
/// null is not true. A text field is never an empty text, so `""` stands for null among texts.
public struct CompiledExpression: Sendable {
  /// The fields that it reads, each once.
  public let fields: [String]
  /// The type of its value; nil for `null`.
  public let type: FieldType?
  /// The first of its columns among the inputs of its stage.
  public package(set) var base = 0

  let root: Operation

  init(fields: [String], type: FieldType?, root: Operation) {
    self.fields = fields
    self.type = type
    self.root = root
  }

  /// Reads and types an expression; `type` gives the type of a field, nil when there is none here.
  public static func compile(
    _ text: String, type: @escaping (String) -> FieldType?
  ) throws(ExpressionProblem) -> CompiledExpression {
    var typing = Typing(type: type)
    return try typing.compile(try ExpressionParser.parse(text))
  }

  /// The fields that an expression names, also when they do not exist; nil when it cannot be read.
  public static func names(in text: String) -> [String]? {
    guard let tree = try? ExpressionParser.parse(text) else { return nil }
    var names: [String] = []
    func collect(_ tree: SyntaxTree) {
      switch tree {
      case .literal: break
      case .field(let name, _): if !names.contains(name) { names.append(name) }
      case .not(let inner, _): collect(inner)
      case .logical(_, let a, let b, _), .compare(_, let a, let b, _):
        collect(a)
        collect(b)
      }
    }
    collect(tree)
    return names
  }

  /// The rows for which the expression is true.
  public func select(_ columns: ExpressionColumns, rows: Selection) -> Selection {
    root.truth(columns, rows).isTrue
  }

  /// Writes the value for each of `rows` into `column`.
  public func fill(
    _ column: UnsafeMutablePointer<Slot>, _ columns: ExpressionColumns, rows: Selection
  ) {
    switch root {
    case .value(let operand):
      let values = columns[operand]
      rows.forEach { column[$0] = values[$0] }
    default:
      let truth = root.truth(columns, rows)
      rows.forEach { row in
        column[row] =
          truth.isNull.contains(row) ? .empty : .boolean(truth.isTrue.contains(row))
      }
    }
  }
}

/// The columns that an expression reads.
public struct ExpressionColumns {
  let columns: UnsafePointer<UnsafeMutablePointer<Slot>>

  public init(_ columns: UnsafePointer<UnsafeMutablePointer<Slot>>, offset: Int) {
    self.columns = columns + offset
  }

  /// A field's column, or a literal that stands for every row.
  subscript(_ operand: Operand) -> OperandValues {
    switch operand {
    case .field(let index): OperandValues(column: UnsafePointer(columns[index]), literal: .empty)
    case .literal(let slot): OperandValues(column: nil, literal: slot)
    }
  }
}

struct OperandValues {
  let column: UnsafePointer<Slot>?
  let literal: Slot

  subscript(_ row: Int) -> Slot { column.map { $0[row] } ?? literal }
}
