import StageKit

/// What a pipeline file says of lines with tabs.
struct TSVPlan: Sendable {
  let fields: [SourceField]
  /// The columns that fields take, by the place of the field.
  let columns: [String]
  let others: (mode: OtherKeys, output: OutputRef)
  let quoting: TSVQuoting
  let null: [Bytes]
  let failsInvalid: Bool

  init(_ setup: Setup) {
    fields = setup.sourceFields
    // A column is one name, which may hold points.
    columns = fields.map { $0.path.joined(separator: ".") }
    var others = setup.otherKeys
    if others.mode == .keep, !others.output.isWanted { others.mode = .drop }
    self.others = others
    quoting = setup[TSVInput.quoting]
    null = setup[TSVInput.null].map { Bytes.constant($0) }
    failsInvalid = setup[TSVInput.invalid] == "fail"
  }
}
