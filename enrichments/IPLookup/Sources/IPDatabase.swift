import StageKit

/// The databases that the stage knows, by the option that names them.
enum IPDatabase: String, CaseIterable {
  case asn, geo, isp, domain
  case connectionType = "connection_type"

  /// What the option needs, for messages.
  var wanted: String {
    switch self {
    case .asn: "ASN"
    case .geo: "City or Country"
    case .isp: "ISP"
    case .domain: "Domain"
    case .connectionType: "Connection-Type"
    }
  }

  /// Kinds of data that MaxMind's type names tell, the longest first.
  private static let kinds = [
    "Connection-Type", "Anonymous-Plus", "Anonymous-IP", "Residential-Proxy", "Static-IP-Score",
    "User-Count", "IP-Risk", "DensityIncome", "Enterprise", "Country", "Domain", "City", "ISP",
    "ASN",
  ]

  /// Kinds that serve for the option.
  private var fitting: [String] {
    switch self {
    case .asn: ["ASN", "ISP", "Enterprise"]
    case .geo: ["City", "Country", "Enterprise"]
    case .isp: ["ISP", "Enterprise"]
    case .domain: ["Domain", "Enterprise"]
    case .connectionType: ["Connection-Type", "Enterprise"]
    }
  }

  /// The kind of data that a type name tells when it does not serve; nil when it may: a name that
  /// tells nothing is the user's own.
  func mismatch(with type: String) -> String? {
    guard let kind = IPDatabase.kinds.first(where: { type.contains($0) }) else { return nil }
    return fitting.contains { type.contains($0) } ? nil : kind
  }

  /// The values that are read, in the order of the stage's outputs.
  var paths: [IPTablePath] {
    switch self {
    case .geo:
      [
        ["country", "iso_code"], ["subdivisions", .last, "iso_code"], ["city", "names", "en"],
        ["postal", "code"], ["location", "latitude"], ["location", "longitude"],
        ["subdivisions", .last, "names", "en"], ["location", "time_zone"],
      ]
    case .isp:
      [
        ["isp"], ["organization"], ["autonomous_system_number"],
        ["autonomous_system_organization"],
      ]
    case .domain: [["domain"]]
    case .connectionType: [["connection_type"]]
    case .asn: [["autonomous_system_number"], ["autonomous_system_organization"]]
    }
  }

  var outputs: [Output] {
    switch self {
    case .geo:
      [
        IPLookup.country, IPLookup.region, IPLookup.city, IPLookup.zipcode, IPLookup.latitude,
        IPLookup.longitude, IPLookup.regionName, IPLookup.timezone,
      ]
    case .isp: [IPLookup.ispName, IPLookup.organization]
    case .domain: [IPLookup.domainName]
    case .connectionType: [IPLookup.netspeed]
    case .asn: []
    }
  }

  /// Where number and organization of the autonomous system begin among the paths.
  var asnPath: Int? {
    switch self {
    case .isp: 2
    case .asn: 0
    case .geo, .domain, .connectionType: nil
    }
  }

  func need() -> OptionalNeeds<any IPTable> {
    switch self {
    case .geo: IPLookup.geo
    case .isp: IPLookup.isp
    case .domain: IPLookup.domain
    case .connectionType: IPLookup.connection
    case .asn: IPLookup.asn
    }
  }
}
