/// What tests need to know of the table of parameters.
package enum TrackerTable {
  /// The names of all parameters, in the order of the table.
  package static let names = TrackerParameters.all.map(\.name)

  /// The fields that the value of a parameter is for; none for a name that is no parameter.
  package static func fields(of name: String) -> [String] {
    TrackerParameters.all.first { $0.name == name }?.fields ?? []
  }
}
