/// What a stage does with the fields that an option names: the entries of a list, the keys of a map.
public struct FieldUse: Sendable, Equatable {
  /// The types that they may have; nil for any.
  public let types: [FieldType]?
  /// Whether the stage takes them away.
  public let removes: Bool

  /// Fields that are read.
  public static func reads(_ types: [FieldType]? = nil) -> FieldUse {
    FieldUse(types: types, removes: false)
  }

  /// Fields that are read and taken away: nothing below sees them.
  public static func removes(_ types: [FieldType]? = nil) -> FieldUse {
    FieldUse(types: types, removes: true)
  }
}

/// A field that an option names.
public struct NamedField: Sendable {
  /// The field as the plan knows it.
  public let field: Field
  /// Where its value stands.
  public let input: InputRef

  package init(field: Field, input: InputRef) {
    self.field = field
    self.input = input
  }
}
