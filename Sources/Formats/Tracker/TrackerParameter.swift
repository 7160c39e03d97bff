/// A parameter of Snowplow's tracker protocol.
struct TrackerParameter: Sendable {
  /// Up to seven ASCII letters, digits and `_`.
  let name: String
  let kind: TrackerKind
  /// The fields that its value is for: one, or two for a size.
  let fields: [String]

  init(_ name: String, _ kind: TrackerKind, _ fields: String...) {
    self.name = name
    self.kind = kind
    self.fields = fields
  }
}
