import StageKit

/// The table of parameters for reference pages and tests.
package enum TrackerTable {
  /// A parameter as people read of it.
  package struct Row: Sendable {
    package let name: String
    /// The fields that its value is for.
    package let fields: [String]
    /// How its value is converted, one of `kinds`.
    package let kind: String
    /// The longest text of its field, in UTF-16 code units.
    package let limit: Int?
  }

  /// A way to convert values.
  package struct Kind: Sendable {
    package let name: String
    /// What a value must be, and what the field then holds.
    package let conversion: String
    /// What is said of a value that does not fit.
    package let errors: [String]
  }

  /// All kinds that parameters have, in the order of the table.
  package static let kinds: [Kind] = {
    var seen: Set<TrackerKind> = []
    return TrackerParameters.all.map(\.kind).filter { seen.insert($0).inserted }.map { kind in
      Kind(name: kind.rawValue, conversion: kind.conversion, errors: kind.errors)
    }
  }()

  /// All parameters, in the order of the table.
  package static let rows = TrackerParameters.all.map { parameter in
    Row(
      name: parameter.name, fields: parameter.fields, kind: parameter.kind.rawValue,
      limit: parameter.fields.first.flatMap(SnowplowFields.named)?.limit)
  }

  /// The names of all parameters.
  package static let names = rows.map(\.name)

  /// The fields that the value of a parameter is for; none for a name that is no parameter.
  package static func fields(of name: String) -> [String] {
    rows.first { $0.name == name }?.fields ?? []
  }
}
