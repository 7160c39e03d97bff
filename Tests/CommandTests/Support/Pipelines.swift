/// Pipeline files that several tests use.
enum Pipelines {
  /// The fixed time of a run.
  static let now = "2026-11-21T23:12:24Z"

  /// `in.log` to `good.ndjson` and `failed.ndjson`.
  static let plain = files("in.log")

  static func files(_ path: String, format: String = "ndjson") -> String {
    """
    version: 1
    sources: [{ id: logs, use: files, path: \(path), format: \(format) }]
    sinks:
      - { id: good, use: files, path: good.ndjson, format: ndjson }
      - { id: rejects, from: failed, use: files, path: failed.ndjson }
    """
  }

  /// stdin to stdout and `failed.ndjson`.
  static let stream = """
    version: 1
    sources: [{ use: stdin, format: ndjson }]
    sinks:
      - { use: stdout, format: ndjson }
      - { id: rejects, from: failed, use: files, path: failed.ndjson }
    """

  /// All enrichments over the pixel's log.
  static func enriching(_ source: String) -> String {
    """
    version: 1
    lookups:
      cities: { use: mmdb, path: \(Program.cities) }
      agents: { use: uap, path: \(Program.agents) }
    sources: [{ id: pixel, \(source), format: cloudfront }]
    stages:
      - { use: ip_lookup, geo: cities }
      - { use: user_agent_parser, lookup: agents }
      - { use: referer_parser, internal_domains: [www.shop.example] }
      - { use: campaign_attribution }
    sinks:
      - { id: events, use: files, path: events.ndjson, format: ndjson }
      - { id: columns, use: files, path: events.tsv.gz, format: snowplow_tsv }
      - { id: rejects, from: failed, use: files, path: failed.ndjson }
    """
  }
}
