import StageKit

/// Where the value of a parameter goes.
struct TrackerTarget: Sendable {
  let kind: TrackerKind
  let first: OutputRef
  let second: OutputRef
  /// The number of the parameter that wins over this one; -1 when there is none.
  let rival: Int

  init(number: Int, _ setup: Setup) {
    let parameter = TrackerParameters.all[number]
    kind = parameter.kind
    first = setup.reference(parameter.fields[0])
    second = parameter.fields.count > 1 ? setup.reference(parameter.fields[1]) : .unwanted
    rival =
      TrackerParameters.all.prefix(number).lastIndex { $0.fields == parameter.fields } ?? -1
  }

  var isWanted: Bool { first.isWanted || second.isWanted }
}
