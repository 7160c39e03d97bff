import StageKit

/// Lists of entities as JSON.
///
/// Shape: the wrapper of Snowplow's contexts, version 1-0-1 whatever came in; `schema` before
/// `data`.
/// Source: Snowplow Enrich, fact sheet 1.3.
enum EntitiesForm {
  /// What the schema of a wrapper begins with, whatever its version.
  static let wrapper: StaticString = "iglu:com.snowplowanalytics.snowplow/contexts/jsonschema/1-"

  static func put(_ list: Slot, _ room: inout OutputRoom, _ scratch: FormScratch) {
    room.put(
      #"{"schema":"iglu:com.snowplowanalytics.snowplow/contexts/jsonschema/1-0-1","data":["#)
    var isFirst = true
    for entity in scratch.ordered(list) {
      room.put(isFirst ? #"{"schema":"# : #",{"schema":"#)
      JSONForm.putText(entity.pointee.schema, &room, scratch)
      room.put(#","data":"#)
      RawJSON.put(entity.pointee.data, &room, scratch)
      room.put(125)
      isFirst = false
    }
    room.put("]}")
  }
}
