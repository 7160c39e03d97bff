import Formats
import Foundation
import StageKit
import Testing

@Suite struct TrackerParameterTests {
  let bench: DecoderBench
  let lenient: DecoderBench

  init() throws {
    bench = try DecoderBench(CloudFront.self)
    lenient = try DecoderBench(CloudFront.self, ["invalid": .text("empty")])
  }

  @Test func `the shared vectors of parameters pass`() throws {
    try InputData.vectors("tracker_protocol_field") { name, input, expected in
      guard let parameter = input["parameter"] as? String, let value = input["value"] as? String,
        !["co", "cx", "ue_pr", "ue_px"].contains(parameter)
      else { return false }
      let line = CloudFrontLine(query(parameter, value)).text()
      if let wanted = expected["columns"] as? InputData.Object {
        let fields = try #require(try lenient.fields(line), "\(name)")
        for (column, value) in wanted {
          #expect(fields[column] == InputData.text(value), "\(name): \(column)")
        }
        let failure = bench.failure(line)?.message
        let isLong = failure == "1 text is too long: " + (wanted.keys.first ?? "")
        if !isLong, parameter != "e" || value != "ad" { #expect(failure == nil, "\(name)") }
      } else if let error = expected["parse_error"] as? InputData.Object {
        compare(name, bench.failure(line), parameter, error)
        #expect(lenient.failure(line) == nil, "\(name)")
      }
      return true
    }
  }

  private func compare(
    _ name: String, _ failure: Failure?, _ parameter: String, _ error: InputData.Object
  ) {
    #expect(failure?.message == "1 value cannot be converted: \(parameter)", "\(name)")
    if let message = error["message"] as? String {
      #expect(failure?.errors == ["\(parameter): \(message)"], "\(name)")
    } else if let start = error["message_starts_with"] as? String {
      #expect(failure?.errors.first?.hasPrefix("\(parameter): \(start)") == true, "\(name)")
    }
  }

  /// A query with one value, encoded twice, and the kind of event if it is another parameter.
  private func query(_ parameter: String, _ value: String) -> String {
    let once = value.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    let pair = "\(parameter)=" + once.replacingOccurrences(of: "%", with: "%25")
    return parameter == "e" ? pair : "e=pv&" + pair
  }

  @Test(arguments: [
    ("e=pv&p=headset", "platform", "headset"), ("e=ev", "event", "struct"),
    ("e=pv&vid=%2B5", "domain_sessionidx", "5"), ("e=pv&vid=007", "domain_sessionidx", "7"),
    ("e=pv&vid=-2147483648", "domain_sessionidx", "-2147483648"),
    ("e=pv&vid=٤٥", "domain_sessionidx", "45"), ("e=pv&vid=NuLL", "domain_sessionidx", nil),
    ("e=pv&tr_tt=NULL", "tr_total", nil), ("e=pv&f_gears=0", "br_features_gears", "0"),
    ("e=pv&f_dir=1", "br_features_director", "1"), ("e=pv&cookie=1", "br_cookies", "1"),
    ("e=pv&ttm=-1", "true_tstamp", "1969-12-31 23:59:59.999"),
    (
      "e=pv&sid=0000000A-BBBB-CCCC-DDDD-EEEEEEEEEEEF", "domain_sessionid",
      "0000000a-bbbb-cccc-dddd-eeeeeeeeeeef"
    ),
    ("e=pv&res=0010x020", "dvce_screenheight", "20"), ("e=pv&pp_max=3", "pp_xoffset_max", "3"),
    ("e=pv&pp_may=4", "pp_yoffset_max", "4"), ("e=pv&pp_mix=5", "pp_xoffset_min", "5"),
    ("e=pv&tv=%25%32%35", "v_tracker", "%25"), ("e=pv&nosuch=1", "v_tracker", nil),
  ])
  func `values become fields`(query: String, field: String, value: String?) throws {
    #expect(try bench.fields(CloudFrontLine(query).text())?[field] == value)
  }

  @Test(arguments: [
    ("aid=one&aid=two", "two"), ("aid=x;aid=y", "y"), ("aid=x&aid", nil), ("aid=x&aid=", nil),
    ("aid&aid=x", "x"), ("=x&aid=y", "y"), ("&&aid=y&", "y"), ("aid=a==b", "a==b"),
    ("%61id=named", "named"), ("%2561%69d=named", "named"), ("aid=x&a%69d=", nil),
    ("aid+=x", nil), ("Aid=x", nil), ("aid%00=x", nil), ("aid%2509=x", nil),
    ("aidaidaidaid=x", nil), ("aidaida=x", nil), ("aid=%09x", "    x"), ("aid=%00", nil),
    ("aidlongname&aid=x", "x"), ("aid", nil),
  ])
  func `the last of a repeated name wins`(query: String, value: String?) throws {
    #expect(try bench.fields(CloudFrontLine("e=pv&" + query).text())?["app_id"] == value)
    #expect(try bench.fields(CloudFrontLine(query + "&e=pv").text())?["app_id"] == value)
  }

  @Test(arguments: [
    ("se_ca=a&ev_ca=b", "se_category", "a"), ("ev_ca=b&se_ca=a", "se_category", "a"),
    ("ev_ca=b&se_ca", "se_category", "b"), ("ev_ca=b&se_ca=", "se_category", nil),
    ("ev_va=1.50", "se_value", "1.50"), ("ev_va=1&se_va=2", "se_value", "2"),
    ("nuid=a&tnuid=b", "network_userid", "b"), ("nuid=a", "network_userid", "a"),
    ("ti_na=a&ti_nm=b", "ti_name", "b"), ("ev_la=l", "se_label", "l"),
  ])
  func `of two parameters for one field the first of the table wins`(
    query: String, field: String, value: String?
  ) throws {
    #expect(try bench.fields(CloudFrontLine("e=se&" + query).text())?[field] == value)
  }

  @Test func `all errors of an event are reported together`() {
    let query =
      "e=zz&p=fridge&vid=x&eid=1&dtm=&stm=1111111111111111&vp=1&res=1x3389336768&f_pdf=2&se_va=x"
      + "&ev_va=y&url=http%3A&refr=http%3A%2F%2F"
    #expect(
      bench.failure(CloudFrontLine(query).text())
        == Failure(
          .invalid,
          "13 values cannot be converted: e, p, eid, vid, dtm, stm, res, vp, f_pdf, se_va, ev_va, "
            + "url, refr",
          errors: [
            "e: Not a valid event type", "p: Not a valid platform", "eid: Not a valid UUID",
            "vid: Cannot be converted to java.lang.Integer",
            "dtm: Not in the expected format: ms since epoch",
            "stm: Formatting as 37179-09-17 07:18:31.111 is not Redshift-compatible",
            "res: Could not be converted to java.lang.Integer s",
            #"vp: Does not conform to regex (\d+)x(\d+)"#,
            "f_pdf: Cannot be converted to Boolean-like java.lang.Byte",
            "se_va: Cannot be converted to java.math.BigDecimal. Error : not a decimal number",
            "ev_va: Cannot be converted to java.math.BigDecimal. Error : not a decimal number",
            "url: Provided URI [http:] could not be parsed",
            "refr: Provided URI [http://] could not be parsed",
          ]))
  }

  @Test(arguments: [
    ("9223372036854775807", "Formatting as 292278994-08-17 07:12:55.807 is not"),
    ("-9223372036854775808", "Formatting as -292275055-05-16 16:47:04.192 is not"),
    ("9223372036854775808", "Not in the expected format: ms since epoch"),
  ])
  func `times of any size are errors, not traps`(value: String, error: String) {
    let failure = bench.failure(CloudFrontLine("e=pv&ttm=" + value).text())
    #expect(failure?.errors.first?.hasPrefix("ttm: " + error) == true)
  }

  @Test(arguments: ["e=ad", "aid=x", "e&p=web"])
  func `an event without a kind fails`(query: String) throws {
    let line = CloudFrontLine(query).text()
    #expect(
      bench.failure(line)
        == Failure(
          .invalid, "1 value cannot be converted: event",
          errors: ["event: not a valid event type"]))
    let fields = try #require(try lenient.fields(line))
    #expect(fields["event"] == (query == "e=ad" ? "ad_impression" : nil))
    #expect(fields["event_name"] == nil)
  }

  @Test func `with fail values are checked that nothing reads, with empty they are not made`()
    throws
  {
    let line = CloudFrontLine("e=pv&vid=x&url=http%3A%2F%2F&aid=y").text()
    let strict = try DecoderBench(CloudFront.self, wanted: ["app_id"])
    #expect(strict.failure(line)?.errors.count == 2)
    let loose = try DecoderBench(
      CloudFront.self, ["invalid": .text("empty")], wanted: ["app_id"])
    #expect(try loose.fields(line) == ["app_id": "y"])
  }

  @Test(arguments: [
    "page_urlhost", "refr_urlhost", "derived_tstamp", "event_vendor", "page_url", "useragent",
    "event_id", "domain_sessionidx",
  ])
  func `a field comes alone as it comes with others`(field: String) throws {
    let line = CloudFrontLine(
      "e=pv&url=http%3A%2F%2Fa.example&refr=http%3A%2F%2Fb.example&dtm=5&stm=9&vid=1",
      ["cs(User-Agent)": "x%20y"]
    ).text()
    let all = try #require(try lenient.fields(Bytes.constant(line), number: 1)?[field])
    let alone = try DecoderBench(CloudFront.self, ["invalid": .text("empty")], wanted: [field])
    #expect(try alone.fields(Bytes.constant(line), number: 1) == [field: all])
  }
}
