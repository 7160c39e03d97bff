import StageKit

/// Where the fields go that every request of a web server's log has.
struct RequestOutputs: Sendable {
  let collectorTime: OutputRef
  let processingTime: OutputRef
  let eventID: OutputRef
  let collector: OutputRef
  let producer: OutputRef
  let address: OutputRef
  let agent: OutputRef
  let pageText: OutputRef
  let page: URIOutputs
  let referrerText: OutputRef
  let referrer: URIOutputs

  init(_ setup: Setup) {
    collectorTime = setup.reference("collector_tstamp")
    processingTime = setup.reference("etl_tstamp")
    eventID = setup.reference("event_id")
    collector = setup.reference("v_collector")
    producer = setup.reference("v_etl")
    address = setup.reference("user_ipaddress")
    agent = setup.reference("useragent")
    pageText = setup.reference("page_url")
    page = URIOutputs("page_url", setup)
    referrerText = setup.reference("page_referrer")
    referrer = URIOutputs("refr_url", setup)
  }
}
