/// A field that a stage reads, found once when it is made.
public struct InputRef: Sendable {
  /// The place of the field's column among those that the stage reads.
  public let index: Int
  /// False when nothing before the stage writes the field: it is then always empty.
  public let isPresent: Bool

  package init(index: Int, isPresent: Bool) {
    self.index = index
    self.isPresent = isPresent
  }
}

/// A field that a stage writes, found once when it is made.
public struct OutputRef: Sendable {
  /// The place of the field's column among those that the stage writes.
  public let index: Int
  /// False when nothing reads the field: what is set then vanishes, and need not be made.
  public let isWanted: Bool

  package init(index: Int, isWanted: Bool) {
    self.index = index
    self.isWanted = isWanted
  }
}

/// An entity that a stage adds.
public struct EntityRef: Sendable {
  let output: OutputRef
  let schema: Bytes
  let group: Int

  /// False when nothing reads `derived_contexts`.
  public var isWanted: Bool { output.isWanted }

  package init(output: OutputRef, schema: Bytes, group: Int) {
    self.output = output
    self.schema = schema
    self.group = group
  }
}

/// A lookup that a stage uses, found once when it is made.
public struct LookupRef<Table>: Sendable {
  let index: Int
  package init(index: Int) { self.index = index }
}

/// One entry of a `FieldMapOption`.
public struct MappedField: Sendable {
  /// Where the value goes.
  public let output: OutputRef
  /// The field that is written.
  public let field: Field
  /// The option of the lookup that holds the source.
  public let need: String
  /// A path or column, without the name of the need.
  public let source: String
  /// The field that is the source; nil when there is none.
  public let input: InputRef?

  package init(
    output: OutputRef, field: Field, need: String, source: String, input: InputRef? = nil
  ) {
    self.output = output
    self.field = field
    self.need = need
    self.source = source
    self.input = input
  }
}

/// One assignment of `AssignmentsOption`.
public struct Assignment: Sendable {
  /// Where the value goes.
  public let output: OutputRef
  /// What gives the value, checked and compiled.
  public let expression: CompiledExpression

  package init(output: OutputRef, expression: CompiledExpression) {
    self.output = output
    self.expression = expression
  }
}
