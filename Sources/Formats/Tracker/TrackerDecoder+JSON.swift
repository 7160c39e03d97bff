import StageKit

/// Contexts and self-describing events.
///
/// Source: Snowplow Enrich, fact sheet 2.6 and 2.7.
extension TrackerDecoder {
  /// Sets contexts; false when the value is no list of self-describing entities. Those that are some
  /// are set then too: an event with `invalid: empty` keeps them.
  func setContexts(
    _ value: Bytes, isEncoded: Bool, _ output: OutputRef, _ rows: inout RowWriter, _ arena: Arena
  ) -> Bool {
    guard output.isWanted || plan.mode == .fail else { return true }
    var faults: [SelfDescribingFault] = []
    let text = jsonText(value, isEncoded: isEncoded, arena)
    if let json = json.contexts(text, arena, &faults) { rows.set(output, .json(json)) }
    return faults.isEmpty
  }

  /// Sets unstruct_event, and the columns of its schema when the event is of that kind; false when
  /// the value is no self-describing event. `isHidden`: another parameter wins.
  func setSelfDescribing(
    _ value: Bytes, isEncoded: Bool, isHidden: Bool, _ output: OutputRef, _ row: TrackerRow,
    _ rows: inout RowWriter, _ arena: Arena
  ) -> Bool {
    guard !isHidden || plan.mode == .fail else { return true }
    do throws(SelfDescribingFault) {
      let event = try json.event(jsonText(value, isEncoded: isEncoded, arena), arena)
      rows.set(output, .json(event.json))
      if row.isSelfDescribing, !isHidden {
        rows.set(plan.schema.vendor, text: event.schema.vendor)
        rows.set(plan.schema.name, text: event.schema.name)
        rows.set(plan.schema.format, text: event.schema.format)
        rows.set(plan.schema.version, text: event.schema.version)
      }
      return true
    } catch { return false }
  }

  /// What is wrong with a value that was refused.
  func jsonFaults(_ value: Bytes, _ kind: TrackerKind, _ arena: Arena) -> [String] {
    let isEncoded = kind == .encodedContexts || kind == .encodedSelfDescribing
    let text = jsonText(value, isEncoded: isEncoded, arena)
    var faults: [SelfDescribingFault] = []
    if kind == .contexts || kind == .encodedContexts {
      _ = json.contexts(text, arena, &faults)
    } else {
      do throws(SelfDescribingFault) { _ = try json.event(text, arena) } catch {
        faults.append(error)
      }
    }
    return faults.map(\.text)
  }

  private func jsonText(_ value: Bytes, isEncoded: Bool, _ arena: Arena) -> Bytes {
    let text = plain(value, arena)
    guard isEncoded else { return text }
    return UTF8Repair.repaired(Base64.decode(text, arena: arena), arena: arena)
  }
}
