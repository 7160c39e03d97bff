/// A member of a JSON value, and the field that it goes to.
public struct JSONConversion: Sendable {
  /// The field, and where its value is written.
  public let field: MappedField
  private let path: JSONPath

  /// The members that an option names, as `field: path`; `example` is a path that a mistake may show.
  ///
  /// Errors: paths that are none.
  public static func all(
    _ option: FieldMapOption, _ setup: Setup, example: String
  ) throws(Findings) -> [JSONConversion] {
    var members: [JSONConversion] = []
    for field in setup[option] {
      guard let path = JSONPath(field.source) else {
        throw [
          setup.finding(
            "fields", "bad-value", "'\(field.source)' is no path",
            help: ["write keys with points between them, as '\(example)', or '.' for the whole"])
        ]
      }
      members.append(JSONConversion(field: field, path: path))
    }
    return members
  }

  private init(field: MappedField, path: JSONPath) {
    self.field = field
    self.path = path
  }

  /// The value for the field, of a text that was checked; empty when there is no such member.
  ///
  /// Errors: a value that does not fit the field, class `invalid`.
  public func value(in root: JSONValue, _ arena: Arena) throws(Failure) -> Slot {
    guard let value = path.find(in: root, arena: arena) else { return .empty }
    if let slot = JSONField.value(value, field.field.type, arena) { return slot }
    throw Failure(
      .invalid,
      "'\(field.source)' is \(value.raw.prefix(100).string), which '\(field.field.name)' cannot hold as \(field.field.type.rawValue)"
    )
  }
}
