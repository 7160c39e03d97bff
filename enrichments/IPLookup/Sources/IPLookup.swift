public import StageKit

/// Looks an address up in MaxMind databases: place, provider, domain, kind of connection, ASN.
///
/// Shape: reads an address as text, IPv4 or IPv6 in any spelling, with or without port; writes the
/// columns of the databases that it is given. What is no address, is private or unknown, changes
/// nothing.
/// Errors: a damaged record gives the event up with class `lookup`.
/// Cost: a walk of the tree for each address and database; records are decoded once and kept.
/// Source: MaxMind's database descriptions; columns as Snowplow's ip_lookups fills them.
public struct IPLookup: WorkspaceStage {
  static let ip = Input("ip", .text, default: "user_ipaddress", "the address to look up")
  static let geo = Needs.optional(
    "geo", .ipTable, list: true, "City, Country or Enterprise database")
  static let isp = Needs.optional("isp", .ipTable, list: true, "ISP database")
  static let domain = Needs.optional("domain", .ipTable, list: true, "Domain database")
  static let connection = Needs.optional(
    "connection_type", .ipTable, list: true, "Connection-Type database")
  static let asn = Needs.optional("asn", .ipTable, list: true, "ASN database")

  static let fieldsName = "fields"
  static let fields = FieldMapOption(
    fieldsName, of: ["geo", "isp", "domain", "connection_type", "asn"], optional: true,
    "more fields: what of a record goes where, as `target: path`")

  static let country = Output("geo_country", .text, "`country.iso_code`")
  static let region = Output("geo_region", .text, "last of `subdivisions`: `iso_code`")
  static let city = Output("geo_city", .text, "`city.names.en`")
  static let zipcode = Output("geo_zipcode", .text, "`postal.code`")
  static let latitude = Output("geo_latitude", .float, "`location.latitude`, 0.0 when absent")
  static let longitude = Output("geo_longitude", .float, "`location.longitude`, 0.0 when absent")
  static let regionName = Output("geo_region_name", .text, "last of `subdivisions`: `names.en`")
  static let timezone = Output("geo_timezone", .text, "`location.time_zone`")
  static let ispName = Output("ip_isp", .text, "`isp`")
  static let organization = Output("ip_organization", .text, "`organization`")
  static let domainName = Output("ip_domain", .text, "`domain`")
  static let netspeed = Output("ip_netspeed", .text, "`connection_type`")
  static let asnEntity = Adds(
    entity: "iglu:com.snowplowanalytics.snowplow/asn/jsonschema/1-0-1",
    "number and organization, from the ASN database, else from the ISP database")

  public static let spec = StageSpec(
    "ip_lookup", "looks an address up in MaxMind databases", ip, geo, isp, domain, connection, asn,
    fields, country, region, city, zipcode, latitude, longitude, regionName, timezone, ispName,
    organization, domainName, netspeed, asnEntity,
    notes: """
      Accepted are IPv4 and IPv6 in any spelling, in brackets, with a port, IPv4-mapped IPv6
      addresses and the short forms of IPv4 (`1.2.3` is `1.2.0.3`). Names are never resolved. An
      address that no database knows leaves the columns as they are.

      `fields` adds to the columns, and wins over them: `geo_city: city.names.de`. A path is keys with
      points between and places in lists in brackets, `subdivisions[-1].iso_code` for the last one. It
      is in the database for `geo`, or in the only one; one of another database begins with the name
      of its option: `isp.organization`. The type of the field is that of Snowplow's column, else the
      one that MaxMind documents, else text; `{ from: score, type: integer }` states it.

      A list of lookups, as `geo: [paid, free]`, means the first that has a record, whole: nothing is
      merged.
      """,
    example: """
      stages:
        - use: ip_lookup
          geo: cities
      """)

  let address: InputRef
  let parts: [IPPart]
  let entity: EntityRef

  public init(_ setup: Setup) throws(Findings) {
    address = setup[Self.ip]
    entity = setup[Self.asnEntity]
    parts = try IPPart.all(setup)
    guard !parts.isEmpty else {
      throw [
        setup.finding(
          nil, "missing-lookup", "stage 'ip_lookup' needs at least one database",
          help: ["name a lookup for 'geo', 'isp', 'domain', 'connection_type' or 'asn'"])
      ]
    }
  }

  public func accept(_ lookups: Lookups) throws(Failure) {
    for part in parts {
      let type = lookups[part.lookup].description.type
      if let kind = part.database.mismatch(with: type) {
        throw Failure(
          .lookup,
          "the database for '\(part.database.rawValue)' is of type '\(type)': \(kind) data, not \(part.database.wanted)"
        )
      }
    }
  }

  public func makeWorkspace(_ lookups: Lookups) -> IPWorkspace {
    IPWorkspace(parts.map { IPPartCache($0, lookups[$0.lookup]) })
  }

  public func counters(_ workspace: IPWorkspace) -> [StageCounter] { workspace.counters }

  public func beginSlice(_ workspace: inout IPWorkspace, _ arena: Arena) {
    for i in workspace.parts.indices { workspace.parts[i].begin(arena) }
  }

  public func lookAhead(_ events: EventBatch, _ workspace: inout IPWorkspace) {
    workspace.read(events.column(address), events.rows)
  }

  public func enrich(
    _ event: borrowing Event, _ changes: inout Changes, _ workspace: inout IPWorkspace
  ) throws(Failure) {
    guard workspace.known.contains(event.row) else { return }
    var hasASN = false
    var answered = -1
    for i in workspace.parts.indices {
      if workspace.parts[i].group == answered { continue }
      do throws(LookupError) {
        guard let values = try workspace.values(part: i, event.row) else { continue }
        answered = workspace.parts[i].group
        workspace.parts[i].write(values, &changes)
        if !hasASN, let data = workspace.parts[i].asnData(values) {
          changes.add(entity, data: data)
          hasASN = true
        }
      } catch {
        throw Failure(.lookup, "\(parts[i].database.rawValue): \(error.message)")
      }
    }
  }
}
