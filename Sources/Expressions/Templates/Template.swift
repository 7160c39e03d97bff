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

  /// Bytes between two slashes at most: file systems take 255, and files have a longer name until
  /// they are complete.
  public static let longestName = 200

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

  /// Its pieces, as far as they do not depend on events.
  public enum Part: Sendable, Equatable {
    case text(String)
    /// A name that the reader fills in, by its number from 1.
    case placeholder(Int)
    case expression
  }

  /// Its pieces in the order of the text.
  public var parts: [Part] {
    pieces.map { piece in
      switch piece {
      case .literal(let text): .text(String(decoding: text, as: UTF8.self))
      case .placeholder(let number): .placeholder(Int(number))
      case .expression: .expression
      }
    }
  }

  /// Its expressions in the order of the text.
  package var expressions: [CompiledExpression] {
    pieces.compactMap { if case .expression(let expression) = $0 { expression } else { nil } }
  }

  /// Whether it comes to different texts for different events.
  public var hasExpressions: Bool { parts.contains(.expression) }

  /// Bytes that do not depend on the event.
  let literalCount: Int

  /// Whether it is a text without parts.
  public var isConstant: Bool { pieces.count <= 1 && prefix.isEmpty == pieces.isEmpty }

  init(_ pieces: [Piece]) {
    self.pieces = pieces
    fields = pieces.flatMap { piece -> [String] in
      if case .expression(let expression) = piece { return expression.fields }
      return []
    }
    literalCount = pieces.reduce(0) { count, piece in
      switch piece {
      case .literal(let text): count + text.count
      case .placeholder: count + 1
      case .expression: count
      }
    }
  }

  /// A template that is a text as it stands.
  public init(text: String) { self.init(text.isEmpty ? [] : [.literal(Array(text.utf8))]) }

  /// Reads a template; `placeholders` are names that it leaves to others, at most 8.
  public static func compile(
    _ text: String, placeholders: [String] = [], lookup: ((String) -> NamedLookup)? = nil,
    type: @escaping (String) -> FieldType?
  ) throws(ExpressionProblem) -> Template {
    var reader = TemplateReader(text, placeholders, lookup, type)
    return try reader.read()
  }

  /// Renders the template for some rows.
  ///
  /// Errors: rows whose part is null, or a text with `/`, `..` or a control character, are errors;
  /// so are names between slashes that are `.` or longer than `longestName`.
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
