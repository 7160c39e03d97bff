/// A pipeline with every way of writing a value.
let samplePipeline = """
  # Web analytics: pixel logs in, one richer line out per event.
  version: 1

  lookups:                       # databases
    cities: { use: mmdb, path: GeoLite2-City.mmdb, refresh: 1h }
    agents: &agents { use: uap }
    others: *agents

  sources:
    - id: pixel
      path: logs/*.gz
      format: "clöud\\u0066ront"

  stages:
    - use: referer_parser
      internal_domains: [example.com, "*.example.com"]
    - id: channel
      fields:
        channel: |
          a != null ? a :
          "b"
    - use: filter
      when: 'country == "GB"'
      about: >-
        Folded over
        two lines.

  sinks:
    - path: out/{date(t)}/{part}.gz
      from:
  run: { stop_if_failed: 20% }
  """
