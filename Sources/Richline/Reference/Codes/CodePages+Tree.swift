extension CodePages {
  /// What is wrong with the ways of events and of their fields.
  static let tree = [
    CodePage(
      "unknown-id", "'from' names nothing that events come from",
      mistake: """
        stages:
          - { from: stdn, use: anonymize_ip }
        """,
      mended: """
        stages:
          - { from: stdin, use: anonymize_ip }
        """),
    CodePage(
      "cycle", "a stage takes from itself, or from one below it",
      mistake: """
        stages:
          - { id: hide, from: hide, use: anonymize_ip }
        """,
      mended: """
        stages:
          - { id: hide, use: anonymize_ip }
        """),
    CodePage(
      "bad-from", "'from' names what this component cannot take",
      mistake: """
        stages:
          - { from: failed, use: anonymize_ip }
        """,
      mended: """
        stages:
          - { use: anonymize_ip }
        """,
      notes: "Several sources are named by the first stage only, failed events by sinks only."),
    CodePage(
      "no-sink", "events of a source or stage reach no sink",
      mistake: """
        stages:
          - { id: hide, use: anonymize_ip }
          - { id: plain, from: stdin, use: campaign_attribution }
        """,
      mended: """
        stages:
          - { id: hide, use: anonymize_ip }
          - { id: plain, from: stdin, use: campaign_attribution }
        sinks:
          - { use: stdout, format: ndjson }
          - { id: second, from: plain, use: discard }
          - { id: rejects, from: failed, use: files, path: failed.ndjson }
        """),
    CodePage(
      "failed-sink", "no sink takes failed events, so they go to 'failed.ndjson'",
      mistake: """
        sinks:
          - { use: stdout, format: ndjson }
        """,
      mended: """
        sinks:
          - { use: stdout, format: ndjson }
          - { id: rejects, from: failed, use: files, path: failed.ndjson }
        """,
      notes: "A note: such a pipeline runs."),
    CodePage(
      "unwritten-field", "a stage reads a field that nothing before it wrote",
      mistake: """
        stages:
          - { use: anonymize_ip, ip: client_ip }
        """,
      mended: """
        stages:
          - { use: anonymize_ip, ip: user_ipaddress }
        """),
    CodePage(
      "unknown-field", "a sink or condition names a field that does not get there",
      mistake: """
        sinks:
          - { use: stdout, format: ndjson, only: [page_ulr] }
        """,
      mended: """
        sinks:
          - { use: stdout, format: ndjson, only: [page_url] }
          - { id: rejects, from: failed, use: files, path: failed.ndjson }
        """),
    CodePage(
      "field-type", "a field would have two types, or is not of the type that a stage reads",
      mistake: """
        stages:
          - { use: set, fields: { txn_id: '"first"' } }
        """,
      mended: """
        stages:
          - { use: set, fields: { txn_name: '"first"' } }
        """),
    CodePage(
      "bad-field", "a name is none that a field can have",
      mistake: """
        stages:
          - { use: set, fields: { is-phone: ua_os == "iOS" } }
          - { use: user_agent_parser }
        """,
      mended: """
        stages:
          - { use: user_agent_parser }
          - { use: set, fields: { is_phone: ua_os == "iOS" } }
        """),
    CodePage(
      "no-fields", "a sink has no field to write",
      notes: "Its `except` names all that get there, or its source and stages write none."),
    CodePage(
      "unknown-source", "a stage has no such part to write to a field",
      mistake: """
        stages:
          - { use: parse_url, fields: { landing: pth } }
        """,
      mended: """
        stages:
          - { use: parse_url, fields: { landing: path } }
        """),
    CodePage(
      "own-input", "a sink writes what the pipeline reads, or a file of the pipeline itself",
      mistake: """
        sources:
          - { use: files, path: "logs/*.ndjson", format: ndjson }
        sinks:
          - { use: files, path: logs/clean.ndjson, format: ndjson, if_exists: replace }
          - { id: rejects, from: failed, use: files, path: failed.ndjson }
        """,
      mended: """
        sources:
          - { use: files, path: "logs/*.ndjson", format: ndjson }
        sinks:
          - { use: files, path: out/clean.ndjson, format: ndjson, if_exists: replace }
          - { id: rejects, from: failed, use: files, path: failed.ndjson }
        """,
      notes: """
        The sink's file would take the place of what is still to be read, or be read by the next run. Patterns of
        sources count, too; of a path with expressions one example is looked at.
        """),
    CodePage(
      "main-chain", "a sink without `from` stands below a branch of the chain's end",
      mistake: """
        stages:
          - { id: team, use: filter, keep: app_id == "shop" }
          - { id: public, from: team, use: anonymize_ip, octets: 2 }
        sinks:
          - { id: all, use: stdout, format: ndjson }
          - { id: open, from: public, use: files, path: open.ndjson, format: ndjson }
          - { id: rejects, from: failed, use: files, path: failed.ndjson }
        """,
      mended: """
        stages:
          - { id: team, use: filter, keep: app_id == "shop" }
          - { id: public, from: team, use: anonymize_ip, octets: 2 }
        sinks:
          - { id: all, from: team, use: stdout, format: ndjson }
          - { id: open, from: public, use: files, path: open.ndjson, format: ndjson }
          - { id: rejects, from: failed, use: files, path: failed.ndjson }
        """,
      notes: "A note: such a pipeline runs, and the sink writes what leaves the first chain."),
    CodePage(
      "unread-field", "nothing reads or writes out a field that is made",
      mistake: """
        stages:
          - { use: set, fields: { day: date(collector_tstamp) } }
        sinks:
          - { use: stdout, format: ndjson, only: [page_url] }
          - { id: rejects, from: failed, use: files, path: failed.ndjson }
        """,
      mended: """
        stages:
          - { use: set, fields: { day: date(collector_tstamp) } }
        sinks:
          - { use: stdout, format: ndjson, only: [page_url, day] }
          - { id: rejects, from: failed, use: files, path: failed.ndjson }
        """,
      notes: "A note: such a pipeline runs."),
    CodePage(
      "expression", "an expression is none, or has the wrong type",
      mistake: """
        stages:
          - use: filter
            keep: platform = "web"
        """,
      mended: """
        stages:
          - use: filter
            keep: platform == "web"
        """,
      notes:
        "Docs/PipelineLanguage.md tells what an expression may be; `richline explain functions` "
        + "lists the functions."),
  ]

  /// What is wrong with lookups and with the stages that ask them.
  static let lookups = [
    CodePage(
      "unknown-lookup", "a stage names a lookup that is not declared",
      mistake: """
        lookups:
          cities: { use: mmdb, path: GeoLite2-City.mmdb }
        stages:
          - { use: ip_lookup, geo: citys }
        """,
      mended: """
        lookups:
          cities: { use: mmdb, path: GeoLite2-City.mmdb }
        stages:
          - { use: ip_lookup, geo: cities }
        """),
    CodePage(
      "wrong-lookup", "a lookup is of another kind than the stage needs",
      mistake: """
        lookups:
          agents: { use: uap }
        stages:
          - { use: ip_lookup, geo: agents }
        """,
      mended: """
        lookups:
          agents: { use: uap }
        stages:
          - { use: user_agent_parser, lookup: agents }
        """),
    CodePage(
      "missing-lookup", "a stage needs a lookup and names none",
      mistake: """
        stages:
          - { use: ip_lookup }
        """,
      mended: """
        lookups:
          cities: { use: mmdb, path: GeoLite2-City.mmdb }
        stages:
          - { use: ip_lookup, geo: cities }
        """),
    CodePage(
      "bad-address", "an address of the web cannot be downloaded from",
      mistake: """
        lookups:
          cities: { use: mmdb, path: "http://example.com/cities.mmdb" }
        stages:
          - { use: ip_lookup, geo: cities }
        """,
      mended: """
        lookups:
          cities: { use: mmdb, path: "https://example.com/cities.mmdb" }
        stages:
          - { use: ip_lookup, geo: cities }
        """),
    CodePage(
      "secret-in-address", "an address holds a user or a password, which logs would show",
      mistake: """
        lookups:
          cities: { use: mmdb, path: "https://shop:sesame@example.com/cities.mmdb" }
        stages:
          - { use: ip_lookup, geo: cities }
        """,
      mended: """
        lookups:
          cities:
            use: mmdb
            path: https://example.com/cities.mmdb
            download: { user: shop, password: "${PASSWORD_OF_THE_SHOP:-sesame}" }
        stages:
          - { use: ip_lookup, geo: cities }
        """),
    CodePage(
      "missing-user", "a download has a password and no user",
      mistake: """
        lookups:
          cities:
            use: mmdb
            path: https://example.com/cities.mmdb
            download: { password: sesame }
        stages:
          - { use: ip_lookup, geo: cities }
        """,
      mended: """
        lookups:
          cities:
            use: mmdb
            path: https://example.com/cities.mmdb
            download: { user: shop, password: sesame }
        stages:
          - { use: ip_lookup, geo: cities }
        """),
    CodePage(
      "option-not-used", "'download' stands at a lookup whose data is a file",
      mistake: """
        lookups:
          cities: { use: mmdb, path: GeoLite2-City.mmdb, download: { timeout: 5m } }
        stages:
          - { use: ip_lookup, geo: cities }
        """,
      mended: """
        lookups:
          cities: { use: mmdb, path: GeoLite2-City.mmdb }
        stages:
          - { use: ip_lookup, geo: cities }
        """),
    CodePage(
      "no-downloads", "this program cannot download",
      notes: "The message says what it lacks. Get the file by other means, and let `path` name it."),
    CodePage(
      "unknown-column", "an expression asks a lookup for a column that it does not have",
      mistake: """
        lookups:
          plans: { use: inline, values: { free: { seats: 1 }, team: { seats: 25 } } }
        stages:
          - { use: set, fields: { seats: 'lookup("plans", app_id).seat' } }
        """,
      mended: """
        lookups:
          plans: { use: inline, values: { free: { seats: 1 }, team: { seats: 25 } } }
        stages:
          - { use: set, fields: { seats: 'lookup("plans", app_id).seats' } }
        """,
      notes: "The columns of a file are those of its heading; `check --offline` does not look."),
    CodePage(
      "unused-lookup", "no stage uses a lookup that is declared",
      mistake: """
        lookups:
          agents: { use: uap }
        """,
      mended: """
        lookups:
          agents: { use: uap }
        stages:
          - { use: user_agent_parser, lookup: agents }
        """),
  ]
}
