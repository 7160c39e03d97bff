public import EventModel

/// A text with `{expression}` parts, such as the path of a sink's files.
///
/// Shape: the text before the first `{` is literal. Names that the reader of the template fills in
/// later (`{part}`) stand in what is rendered as a byte below 32, which nothing else can hold: 1 for
/// the first of them, 2 for the second.
public struct Template: Sendable {
  enum Piece: Sendable {
    case literal([UInt8])
    case expression(CompiledExpression)
    case placeholder(UInt8)
  }

  let pieces: [Piece]
  /// The fields of all its expressions, those of each behind those of the one before.
  public let fields: [String]
  /// The first of its columns among those that it is rendered from.
  public package(set) var base = 0

  /// What stands before the first part.
  public var prefix: String {
    if case .literal(let text)? = pieces.first { return String(decoding: text, as: UTF8.self) }
    return ""
  }

  /// Bytes that do not depend on the event.
  let literalCount: Int

  /// Whether it is a text without parts.
  public var isConstant: Bool { pieces.count <= 1 && prefix.isEmpty == pieces.isEmpty }

  /// Reads a template; `placeholders` are names that it leaves to others, at most 8.
  public static func compile(
    _ text: String, placeholders: [String] = [], type: @escaping (String) -> FieldType?
  ) throws(ExpressionProblem) -> Template {
    var reader = TemplateReader(text, placeholders, type)
    return try reader.read()
  }

  /// Renders the template for some rows.
  ///
  /// Errors: rows whose part is null, or a text with `/`, `..` or a control character, are errors.
  public func render(_ columns: ExpressionColumns, rows: Selection) -> TemplateRendering {
    var rendering = TemplateRendering(rows, self)
    var offset = 0
    for piece in pieces {
      guard case .expression(let expression) = piece else { continue }
      var moved = columns
      moved.columns = columns.columns + offset
      rendering.add(expression, moved)
      offset += expression.fields.count
    }
    rendering.join(columns.arena)
    return rendering
  }
}
