import EventModel
import Testing

@Suite struct `Snowplow's fields` {
  @Test func `are 131 with different names`() {
    #expect(SnowplowFields.all.count == 131)
    #expect(SnowplowFields.index.count == 131)
    #expect(SnowplowFields.all.count { $0.limit != nil } == 84)
    #expect(SnowplowFields.all.allSatisfy { $0.limit == nil || $0.type == .text })
  }

  /// Places as in the table of the canonical event.
  @Test(
    arguments: [
      (0, "app_id", FieldType.text, 255), (5, "event", .text, 128), (7, "txn_id", .integer, nil),
      (13, "user_ipaddress", .text, 128), (18, "geo_country", .text, 2),
      (22, "geo_latitude", .float, nil), (29, "page_url", .text, 10000),
      (35, "page_urlpath", .text, 3000), (52, "contexts", .json, nil),
      (55, "se_label", .text, 4096), (57, "se_value", .decimal, nil),
      (77, "useragent", .text, 1000), (84, "br_features_pdf", .boolean, nil),
      (94, "br_colordepth", .text, 12), (115, "geo_timezone", .text, 64),
      (116, "mkt_clickid", .text, 1000), (119, "dvce_sent_tstamp", .timestamp, nil),
      (122, "derived_contexts", .entities, nil), (130, "true_tstamp", .timestamp, nil),
    ] as [(Int, String, FieldType, Int?)])
  func `stand in Snowplow's order`(place: Int, name: String, type: FieldType, limit: Int?) {
    #expect(SnowplowFields.all[place] == Field(name, type, limit: limit))
    #expect(SnowplowFields.index[name] == place)
    #expect(SnowplowFields.named(name)?.name == name)
  }

  @Test func `know no other name`() { #expect(SnowplowFields.named("ua_family") == nil) }
}
