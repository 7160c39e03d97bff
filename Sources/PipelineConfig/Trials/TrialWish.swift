/// What a trial of a pipeline needs beside what the file says.
public struct TrialWish: Sendable {
  /// Tables in the place of lookups, by name.
  package var fixtures: [String: FixtureTable] = [:]
  /// Other files for lookups, by name; relative ones belong to the working folder.
  package var paths: [String: String] = [:]
  /// Fields that are looked at behind stages, beside those that the pipeline uses; the id nil is the
  /// end of the main chain.
  package var looksAt: [String?: Set<String>] = [:]
  /// An expression that is evaluated for each event.
  package var expression: TrialExpression?

  package init() {}
}

/// An expression beside the pipeline.
package struct TrialExpression: Sendable {
  package let text: String
  /// Behind which stage; nil: at the end of the main chain.
  package let place: String?
  /// The id of the stage that evaluates it, and the field that it fills.
  package static let id = "expr"

  package init(_ text: String, at place: String? = nil) {
    self.text = text
    self.place = place
  }
}
