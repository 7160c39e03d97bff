// The pipelines as they are written; every one is checked, tested and run by the tests.
extension Recipe {
  static let webLogsPipeline = """
    # Access logs of a web server in, one richer JSON line out per request.
    # 'richline check pipeline.yaml' shows mistakes, 'richline explain combined' what the format takes.
    version: 1

    sources:
      - id: access
        use: files
        path: sample.log              # patterns work as well: logs/access.log*
        format: { use: combined, host: https://www.shop.example }

    stages:                           # each event goes through them from top to bottom
      - id: pages
        use: filter
        keep: http_status < 400
      - use: referer_parser           # search engines, social networks, mail: refr_medium, refr_source
        internal_domains: [www.shop.example]
      - use: campaign_attribution     # utm_source and the like: mkt_medium, mkt_source
      - use: anonymize_ip             # the last two parts of an address become x
        octets: 2

    sinks:
      - id: events
        use: files
        path: out/events.ndjson
        format: ndjson
      - id: rejects
        from: failed                  # what could not be read, with its original bytes
        use: files
        path: out/failed.ndjson

    tests:                            # 'richline test pipeline.yaml' runs them
      - name: a visitor comes from a search
        event:
          http_status: 200
          user_ipaddress: 192.0.2.17
          page_url: https://www.shop.example/boots
          page_referrer: https://www.google.com/search?q=boots
        expect:                       # only what is named is compared; null means empty
          refr_medium: search
          refr_source: Google
          mkt_medium: null
          user_ipaddress: 192.0.x.x
      - name: a page that is not there is left out
        event: { http_status: 404, page_url: https://www.shop.example/old }
        expect_filtered: pages
      - name: a broken line is kept as it came
        line: this is no access log
        expect_failed: { id: access, class: parse }

    """

  static let pixelPipeline = """
    # Logs of a CloudFront pixel in; Snowplow's enriched events and a JSON line for each out.
    version: 1

    # A database of places makes geo_country and the like of addresses:
    # lookups:
    #   cities: { use: mmdb, path: GeoLite2-City.mmdb, refresh: 1h }

    sources:
      - id: pixel
        use: files
        path: sample.log              # patterns work as well: logs/*.gz
        format: cloudfront

    stages:                           # each event goes through them from top to bottom
      # - use: ip_lookup
      #   geo: cities
      - use: referer_parser           # search engines, social networks, mail: refr_medium, refr_source
        internal_domains: [www.shop.example]
      - use: campaign_attribution     # utm_source and the like: mkt_medium, mkt_source
      - id: private
        use: anonymize_ip             # the last part of an address becomes x
        octets: 1

    sinks:
      - id: enriched
        use: files
        path: out/enriched.tsv
        format: snowplow_tsv          # 131 columns, as loaders and SDKs read them
      - id: lines
        use: files
        path: out/events.ndjson
        format: ndjson
      - id: bad
        from: failed                  # what could not be read, with its original bytes
        use: files
        path: out/failed.ndjson

    tests:                            # 'richline test pipeline.yaml' runs them
      - name: a click in a newsletter
        event:
          user_ipaddress: 192.0.2.17
          page_url: https://www.shop.example/boots?utm_source=news&utm_medium=email
        expect:                       # only what is named is compared; null means empty
          mkt_source: news
          mkt_medium: email
          refr_medium: null
          user_ipaddress: 192.0.2.x
      - name: a line without columns is kept as it came
        line: no tabs here
        expect_failed: { id: pixel, class: parse }

    """

  static let ndjsonPipeline = """
    # JSON events of an application in, the same with more fields out; unknown keys are kept.
    version: 1

    sources:
      - id: app
        use: files
        path: sample.ndjson
        format: ndjson
        fields:                       # keys of the input that become fields with a type
          visitor: { from: user.id, required: true }
          total: { from: order.total, type: decimal }
        others: keep                  # all other keys are written back as they came

    stages:                           # each event goes through them from top to bottom
      - use: campaign_attribution     # utm_source and the like: mkt_medium, mkt_source
      - id: size
        use: set                      # fields of one's own, computed from others
        fields:
          is_large: total != null && total >= 100.0
          channel: |
            mkt_medium != null ? mkt_medium : "direct"

    sinks:
      - id: all
        use: files
        path: out/events.ndjson
        format: ndjson
      - id: large
        use: files
        path: out/large.ndjson
        format: ndjson
        when: is_large == true
      - id: rejects
        from: failed                  # what could not be read, with its original bytes
        use: files
        path: out/failed.ndjson

    tests:                            # 'richline test pipeline.yaml' runs them
      - name: a large order after a newsletter
        line: '{"user":{"id":"u1"},"order":{"total":"120.50"},"page_urlquery":"utm_medium=email"}'
        expect:                       # only what is named is compared; null means empty
          visitor: u1
          total: 120.5
          is_large: true
          channel: email
      - name: a small one is not written twice
        event: { visitor: u2, total: 9.90 }
        at: size                      # 'at' names the stage or sink to look at
        expect: { is_large: false, channel: direct }
      - name: without a user it fails
        line: '{"order":{"total":1}}'
        expect_failed: { id: app, class: invalid }

    """

  static let stdinPipeline = """
    # Lines in on the standard input, richer lines out on the standard output:
    #   tail -F access.log | richline run pipeline.yaml | your-program
    version: 1

    sources:
      - id: lines
        use: stdin
        format: { use: combined, host: https://www.shop.example }

    stages:                           # each event goes through them from top to bottom
      - use: campaign_attribution     # utm_source and the like: mkt_medium, mkt_source
      - use: anonymize_ip             # the last part of an address becomes x
        octets: 1

    sinks:
      - id: next
        use: stdout
        format: ndjson
      - id: rejects
        from: failed                  # what could not be read, with its original bytes
        use: files
        path: failed.ndjson
        if_exists: number

    tests:                            # 'richline test pipeline.yaml' runs them
      - name: a click in a newsletter
        event:
          user_ipaddress: 192.0.2.17
          page_url: https://www.shop.example/boots?utm_source=news&utm_medium=email
        expect:                       # only what is named is compared; null means empty
          mkt_source: news
          mkt_medium: email
          user_ipaddress: 192.0.2.x
      - name: a broken line is kept as it came
        line: this is no access log
        expect_failed: { id: lines, class: parse }

    """
}
