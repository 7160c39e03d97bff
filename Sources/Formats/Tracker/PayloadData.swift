import StageKit

/// The body of a request that carries events: `payload_data/jsonschema/1-0-*`.
///
/// Source: the schema payload_data/jsonschema/1-0-4; fact sheet 3.1 of the collectors.
final class PayloadData {
  /// Names that an event may have beside the parameters that become fields.
  private static let others = [
    "ctype", "mac", "ad_ba", "ad_ca", "ad_ad", "ad_uid", "sa", "sn", "st", "sp", "ue_na",
  ]
  /// Parameters that events in bodies may not have.
  private static let queryOnly: Set<String> = ["cv", "ev_ca", "ev_ac", "ev_la", "ev_pr", "ev_va"]
  /// Errors of one body that are told; the rest is counted.
  private static let errorLimit = 100

  private let names: ParameterIndex
  private let required: [Bytes]
  private var missing: [Bool]

  init() {
    let known = TrackerParameters.all.map(\.name).filter { !PayloadData.queryOnly.contains($0) }
    names = ParameterIndex((known + PayloadData.others).map { TrackerParameter($0, .text) })
    required = ["tv", "p", "e"].map(Bytes.constant)
    missing = required.map { _ in true }
  }

  /// The list of events of a body, each of which is an object of texts.
  func events(_ body: Bytes, _ arena: Arena) throws(Failure) -> JSONValue {
    let list: JSONValue
    do throws(SelfDescribingFault) {
      list = try DescribedJSON.readWrapper(body, "payload_data", arena)
    } catch { throw RequestFailures.body(error) }
    guard list.kind == .array else {
      throw RequestFailures.body(["$: \(list.kind) found, array expected"])
    }
    var errors: [String] = []
    do throws(JSONError) {
      try check(list, &errors, arena)
    } catch { throw RequestFailures.body(.notJSON(error)) }
    if !errors.isEmpty { throw RequestFailures.body(errors) }
    return list
  }

  private func check(
    _ list: JSONValue, _ errors: inout [String], _ arena: Arena
  ) throws(JSONError) {
    var scanner = JSONScanner(list.raw)
    try scanner.enterArray()
    var number = 0
    while let event = try scanner.nextElement() {
      try check(event, number, &errors, arena)
      number += 1
      if errors.count > PayloadData.errorLimit { break }
    }
    if number == 0 { errors.append("$: there must be a minimum of 1 items in the array") }
  }

  private func check(
    _ event: JSONValue, _ number: Int, _ errors: inout [String], _ arena: Arena
  ) throws(JSONError) {
    guard event.kind == .object else {
      errors.append("$[\(number)]: \(event.kind) found, object expected")
      return
    }
    for i in missing.indices { missing[i] = true }
    var wrong: [String] = []
    var scanner = JSONScanner(event.raw)
    try scanner.enterObject()
    while let member = try scanner.nextMember() {
      let name = member.name(arena: arena)
      let place = "$[\(number)]."
      for (i, other) in required.enumerated() where other == name { missing[i] = false }
      if names.number(of: ParameterIndex.key(of: name)) == nil {
        wrong.append(
          place + name.shown + ": is not defined in the schema and the schema does not allow "
            + "additional properties")
      } else if member.value.kind != .string {
        wrong.append(place + name.shown + ": \(member.value.kind) found, string expected")
      }
    }
    for (i, isMissing) in missing.enumerated() where isMissing {
      errors.append("$[\(number)].\(required[i].string): is missing but it is required")
    }
    errors += wrong
  }
}
