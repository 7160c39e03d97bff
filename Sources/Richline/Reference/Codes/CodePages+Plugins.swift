extension CodePages {
  /// What plugins find wrong with their own options.
  static let plugins = [
    CodePage(
      "bad-host", "a host is none",
      mistake: """
        sources:
          - { use: stdin, format: { use: combined, host: "my shop" } }
        """,
      mended: """
        sources:
          - { use: stdin, format: { use: combined, host: shop.example } }
        """),
    CodePage(
      "bad-internal-domain", "a domain of 'internal_domains' is none",
      mistake: """
        stages:
          - { use: referer_parser, internal_domains: ["https://shop.example"] }
        """,
      mended: """
        stages:
          - { use: referer_parser, internal_domains: [shop.example] }
        """),
    CodePage(
      "contradiction", "two options exclude each other",
      mistake: """
        sources:
          - { use: files, path: in.log, format: combined, start: end }
        """,
      mended: """
        sources:
          - { use: files, path: in.log, format: combined, follow: true, start: end }
        """),
    CodePage(
      "empty-parameter-name", "a parameter of a query has an empty name",
      mistake: """
        stages:
          - { use: campaign_attribution, medium: [""] }
        """,
      mended: """
        stages:
          - { use: campaign_attribution, medium: [utm_medium] }
        """),
    CodePage(
      "missing-columns", "the columns of a log lack some that the format must have",
      mistake: """
        sources:
          - { use: stdin, format: { use: cloudfront, columns: [date, time] } }
        """,
      mended: """
        sources:
          - use: stdin
            format:
              use: cloudfront
              columns: [date, time, c-ip, cs-method, cs-uri-stem, cs-uri-query]
        """),
    CodePage(
      "no-access-log", "'access_log_event' is of no use without 'other_requests: access_log'",
      mistake: """
        sources:
          - { use: stdin, format: { use: cloudfront, access_log_event: true } }
        """,
      mended: """
        sources:
          - use: stdin
            format: { use: cloudfront, other_requests: access_log, access_log_event: true }
        """),
    CodePage(
      "no-columns", "a format that needs columns has none, or one that knows its own has some",
      mistake: """
        sinks:
          - { use: stdout, format: { use: tsv, columns: [] } }
        """,
      mended: """
        sinks:
          - { use: stdout, format: { use: tsv, columns: [page_url] } }
          - { id: rejects, from: failed, use: files, path: failed.ndjson }
        """),
    CodePage(
      "no-limit", "'limits' names what is no column of Snowplow's with a limit",
      mistake: """
        sinks:
          - { use: stdout, format: { use: snowplow_tsv, limits: { page_ulr: 100 } } }
        """,
      mended: """
        sinks:
          - { use: stdout, format: { use: snowplow_tsv, limits: { page_url: 100 } } }
          - { id: rejects, from: failed, use: files, path: failed.ndjson }
        """),
    CodePage(
      "too-many-columns", "a log has more columns than can be read"),
  ]

  /// What no pipeline file shows by itself.
  static let outside = [
    CodePage(
      "filter", "a pipeline cannot be a filter as it is, or a key does not apply to one",
      notes: "`richline run --filter` reads stdin for one source and writes stdout for one sink."),
    CodePage(
      "lookup", "the file of a lookup is missing, damaged, or not what a stage needs",
      notes: "The message says which file and what is wrong with it; `richline lookup info` and "
        + "`richline lookup verify` tell more."),
    CodePage(
      "not-downloaded", "the data of a lookup is not on this machine yet: a run would download it",
      notes: "Said by `richline check --open`, which downloads nothing."),
    CodePage(
      "old-lookup", "the data of a lookup is older than its 'max_age'",
      notes: "With `on_stale: fail` a run does not begin."),
    CodePage(
      "unreadable", "a file cannot be read: the pipeline, or one that it names",
      notes: "Relative paths belong to the folder of the file that states them."),
  ]
}
