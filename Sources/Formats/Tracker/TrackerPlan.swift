import StageKit

/// What decoders of tracker events share: where everything goes, and what need not be made.
struct TrackerPlan: Sendable {
  let mode: InvalidValues
  let collectorName: Bytes
  let targets: [TrackerTarget]
  /// The parameters that are looked for.
  let needed: ParameterSet
  /// Those of them that are copied into one field, whatever else the event has: nearly half.
  let plainTexts: ParameterSet
  /// Those whose value has a form of its own; the two URIs come behind them.
  let converted: ParameterSet

  let collectorTime: OutputRef
  let processingTime: OutputRef
  let derivedTime: OutputRef
  let collector: OutputRef
  let producer: OutputRef
  let page: URIOutputs
  let referrer: URIOutputs
  let schema: SchemaOutputs
  /// refr_domain_userid and refr_dvce_tstamp.
  let otherUser: OutputRef
  let otherTime: OutputRef
  let limits: TrackerLimits
  let numbers = Numbers()
  /// Whether the URI of the page must be parsed.
  let readsPage: Bool
  /// Whether the URI of the page before must be parsed.
  let readsReferrer: Bool
  /// Whether the query of the page must be read.
  let readsCrossDomain: Bool
  /// Whether the user agent of the request must be decoded.
  let readsAgent: Bool

  /// The numbers of parameters that have a meaning of their own.
  struct Numbers: Sendable {
    let event = TrackerParameters.number(of: "e")
    let eventID = TrackerParameters.number(of: "eid")
    let address = TrackerParameters.number(of: "ip")
    let agent = TrackerParameters.number(of: "ua")
    let networkUser = TrackerParameters.number(of: "tnuid")
    let oldNetworkUser = TrackerParameters.number(of: "nuid")
    let created = TrackerParameters.number(of: "dtm")
    let sent = TrackerParameters.number(of: "stm")
    let happened = TrackerParameters.number(of: "ttm")
    let page = TrackerParameters.number(of: "url")
    let referrer = TrackerParameters.number(of: "refr")
  }

  /// event_vendor, event_name, event_format and event_version.
  struct SchemaOutputs: Sendable {
    let vendor: OutputRef
    let name: OutputRef
    let format: OutputRef
    let version: OutputRef
  }

  /// `collectorName` is the value of v_collector for events that bring none.
  init(_ setup: Setup, _ mode: InvalidValues, collectorName: String) {
    self.mode = mode
    self.collectorName = Bytes.constant(collectorName)
    targets = TrackerParameters.all.indices.map { TrackerTarget(number: $0, setup) }
    collectorTime = setup.reference("collector_tstamp")
    processingTime = setup.reference("etl_tstamp")
    derivedTime = setup.reference("derived_tstamp")
    collector = setup.reference("v_collector")
    producer = setup.reference("v_etl")
    page = URIOutputs("page_url", setup)
    referrer = URIOutputs("refr_url", setup)
    schema = SchemaOutputs(
      vendor: setup.reference("event_vendor"), name: setup.reference("event_name"),
      format: setup.reference("event_format"), version: setup.reference("event_version"))
    needed = TrackerPlan.needed(targets, mode, setup, numbers)
    plainTexts = TrackerPlan.plainTexts(targets)
    var converted = needed - plainTexts
    converted.remove(numbers.page)
    converted.remove(numbers.referrer)
    self.converted = converted
    otherUser = setup.reference("refr_domain_userid")
    otherTime = setup.reference("refr_dvce_tstamp")
    limits = TrackerLimits(setup)
    readsCrossDomain = mode == .fail || otherUser.isWanted || otherTime.isWanted
    readsPage =
      mode == .fail || page.isWanted || targets[numbers.page].isWanted || readsCrossDomain
    readsReferrer = mode == .fail || referrer.isWanted
    readsAgent = targets[numbers.agent].isWanted
  }

  private static func plainTexts(_ targets: [TrackerTarget]) -> ParameterSet {
    var texts = ParameterSet()
    for (number, target) in targets.enumerated()
    where target.kind == .text && target.first.isWanted && target.rival < 0 {
      texts.insert(number)
    }
    return texts
  }

  private static func needed(
    _ targets: [TrackerTarget], _ mode: InvalidValues, _ setup: Setup, _ numbers: Numbers
  ) -> ParameterSet {
    var needed = ParameterSet()
    for (number, target) in targets.enumerated() {
      if target.isWanted || (mode == .fail && target.kind.canFail) { needed.insert(number) }
    }
    if setup.reference("derived_tstamp").isWanted {
      for number in [numbers.created, numbers.sent, numbers.happened] { needed.insert(number) }
    }
    if ["vendor", "name", "format", "version"].contains(where: { part in
      setup.reference("event_" + part).isWanted
    }) {
      needed.insert(numbers.event)
      needed.insert(TrackerParameters.number(of: "ue_pr"))
      needed.insert(TrackerParameters.number(of: "ue_px"))
    }
    let other = ["refr_domain_userid", "refr_dvce_tstamp"].map(setup.reference)
    if URIOutputs("page_url", setup).isWanted || other.contains(where: \.isWanted) {
      needed.insert(numbers.page)
    }
    if URIOutputs("refr_url", setup).isWanted { needed.insert(numbers.referrer) }
    return needed
  }
}
