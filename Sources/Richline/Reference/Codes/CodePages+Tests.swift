extension CodePages {
  /// What is wrong with the tests of a pipeline.
  static let tests = [
    CodePage(
      "fixture", "what a test states in place of a lookup's data cannot be a row of it",
      mistake: """
        lookups: { cities: { use: mmdb, path: GeoLite2-City.mmdb } }
        stages: [{ use: ip_lookup, geo: cities }]
        tests:
          - name: a visitor
            lookups: { cities: { somewhere: { country.iso_code: GB } } }
            event: { user_ipaddress: 81.2.69.142 }
            expect: { geo_country: GB }
        """,
      mended: """
        lookups: { cities: { use: mmdb, path: GeoLite2-City.mmdb } }
        stages: [{ use: ip_lookup, geo: cities }]
        tests:
          - name: a visitor
            lookups: { cities: { 81.2.69.142: { country.iso_code: GB } } }
            event: { user_ipaddress: 81.2.69.142 }
            expect: { geo_country: GB }
        """),
    CodePage(
      "test-expects", "a test expects nothing, or more than one thing",
      mistake: """
        tests:
          - name: a line
            line: '{"event_id":"x"}'
            expect: { event_id: x }
            expect_dropped: stdout
        """,
      mended: """
        tests:
          - name: a line
            line: '{"event_id":"x"}'
            expect: { event_id: x }
        """),
    CodePage(
      "test-input", "a test has no event, two, or does not say from which source it comes",
      mistake: """
        tests:
          - name: a line
            expect: { event_id: x }
        """,
      mended: """
        tests:
          - name: a line
            line: '{"event_id":"x"}'
            expect: { event_id: x }
        """),
  ]
}
