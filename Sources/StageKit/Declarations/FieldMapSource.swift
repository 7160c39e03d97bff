/// Where the values of a `FieldMapOption` come from.
public enum FieldMapSource: Sendable {
  /// Lookups: their columns and paths.
  case lookups
  /// Names that the stage knows, with the types of their values.
  case names([(name: String, type: FieldType)])
  /// Any name; values have this type unless the file states another one.
  case any(FieldType)
  /// Other fields. With a type, values have that one; else that of the field, or the stated one.
  case fields(FieldType?, removes: Bool)
}
