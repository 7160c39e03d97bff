import DiagnosticKit
import PipelineTrials
import Testing

@Suite struct `expectations are filled in` {
  /// The file behind the pipeline after an update, and after a second one.
  private func updated(_ tests: String) throws -> String {
    var text = tests
    for round in 1...2 {
      let file = Files.file(Files.pipeline, tests: text)
      let runner = TestRunner(file)
      let results = try runner.tests().map(runner.run)
      let changed = TestUpdate(results).files
      #expect(changed.allSatisfy { $0.name == "web.test.yaml" })
      let bytes = changed.first?.bytes
      #expect(round == 1 || bytes == nil, "a second update changes nothing")
      if let bytes { text = String(decoding: bytes, as: UTF8.self) }
    }
    let results = try Files.results(Files.pipeline, tests: text)
    #expect(results.flatMap { $0.findings.map(\.message) } == [])
    return text
  }

  @Test func `single values change where they stand, and nothing else`() throws {
    #expect(
      try updated(
        """
        # my tests
        tests:
          - name: one            # the first
            lookups: { cities: { 81.2.69.142: { country.iso_code: GB } } }
            event: { user_ipaddress: 81.2.69.142, br_viewwidth: 5 }
            expect:
              geo_country:  FR   # where
              place: 'FR!'
              half: 3

              geo_city: London   # gone

          - { name: two, lookups: { cities: {} }, line: '{"br_viewwidth":2}', expect: { half: null } }

        """) == """
          # my tests
          tests:
            - name: one            # the first
              lookups: { cities: { 81.2.69.142: { country.iso_code: GB } } }
              event: { user_ipaddress: 81.2.69.142, br_viewwidth: 5 }
              expect:
                geo_country:  GB   # where
                place: 'GB!'
                half: 2

                geo_city: null   # gone

            - { name: two, lookups: { cities: {} }, line: '{"br_viewwidth":2}', expect: { half: 5 } }

          """)
  }

  @Test(arguments: ["|", ">"]) func `a text in a block is replaced without the line behind it`(
    style: String
  ) throws {
    #expect(
      try updated(
        """
        tests:
          - name: block
            lookups: { cities: { 81.2.69.142: { country.iso_code: GB } } }
            event: { user_ipaddress: 81.2.69.142, br_viewwidth: 5 }
            expect:
              place: \(style)
                FR!
              geo_country: GB

        """) == """
          tests:
            - name: block
              lookups: { cities: { 81.2.69.142: { country.iso_code: GB } } }
              event: { user_ipaddress: 81.2.69.142, br_viewwidth: 5 }
              expect:
                place: 'GB!'
                geo_country: GB

          """)
  }

  @Test func `what is missing is added, and what ends otherwise becomes another expectation`()
    throws
  {
    #expect(
      try updated(
        """
        tests:
        - name: nothing yet
          event: { user_ipaddress: 81.2.69.142, br_viewwidth: 5 }
          lookups: { cities: { 81.2.69.142: { country.iso_code: GB } } }  # a fixture

        # between
        - { name: flow, event: { br_viewwidth: 4 }, lookups: { cities: {} } }
        - name: other end
          event: { app_id: bot }
          lookups: { cities: {} }
          expect:
            half: 3
        - name: fails now
          lookups: { cities: {} }
          line: nonsense
          expect_filtered: bots # no
        - name: empty
          lookups: { cities: {} }
          expect:
          event: { br_viewwidth: 5 }

        """) == """
          tests:
          - name: nothing yet
            event: { user_ipaddress: 81.2.69.142, br_viewwidth: 5 }
            lookups: { cities: { 81.2.69.142: { country.iso_code: GB } } }  # a fixture
            expect:
              geo_country: GB
              geo_latitude: 0.0
              geo_longitude: 0.0
              half: 2
              place: 'GB!'

          # between
          - { name: flow, event: { br_viewwidth: 4 }, lookups: { cities: {} }, expect: { half: 2 } }
          - name: other end
            event: { app_id: bot }
            lookups: { cities: {} }
            expect_filtered: bots
          - name: fails now
            lookups: { cities: {} }
            line: nonsense
            expect_failed: { id: app, class: parse } # no
          - name: empty
            lookups: { cities: {} }
            expect:
              half: 2
            event: { br_viewwidth: 5 }

          """)
  }

  @Test func `a recorded sample is a test that an update completes`() throws {
    let file = Files.file(Files.pipeline)
    let tests = try TestRecorder(file).record(
      2, from: .text("{\"app_id\":\"it's \\u2028\",\"br_viewwidth\":5}\n\n{\"a\":1}\n{}\n"),
      source: nil)
    #expect(tests.count == 2)
    #expect(tests[1] == "- name: line 3\n  line: '{\"a\":1}'\n")
  }
}
