import Richline
import Testing

@Suite struct `a snapshot as text` {
  private static let metrics = """
    # HELP richline_info the pipeline that runs
    # TYPE richline_info gauge
    richline_info{pipeline="we\\"b.yaml@3f9c21ab"} 1
    # HELP richline_start_time_seconds when the run began, since 1970
    # TYPE richline_start_time_seconds gauge
    richline_start_time_seconds 1795302700.25
    # HELP richline_books_balanced 1 when every count agrees with the others
    # TYPE richline_books_balanced gauge
    richline_books_balanced 1
    # HELP richline_failed_share events and records that failed, of all since the run began
    # TYPE richline_failed_share gauge
    richline_failed_share 0.03220478943022296
    # HELP richline_read_bytes_total bytes of input as they are stored
    # TYPE richline_read_bytes_total counter
    richline_read_bytes_total 123456
    # HELP richline_source_lines_total lines that were read
    # TYPE richline_source_lines_total counter
    richline_source_lines_total{source="pixel"} 1000
    # HELP richline_source_lines_in_flight lines that were read and have no outcome
    # TYPE richline_source_lines_in_flight gauge
    richline_source_lines_in_flight{source="pixel"} 80
    # HELP richline_source_ignored_lines_total lines that are no records
    # TYPE richline_source_ignored_lines_total counter
    richline_source_ignored_lines_total{source="pixel",kind="header"} 10
    richline_source_ignored_lines_total{source="pixel",kind="blank"} 5
    # HELP richline_source_records_total records by what became of them
    # TYPE richline_source_records_total counter
    richline_source_records_total{source="pixel",outcome="decoded"} 890
    richline_source_records_total{source="pixel",outcome="empty"} 4
    richline_source_records_total{source="pixel",outcome="failed"} 11
    # HELP richline_source_events_total events that were made of records
    # TYPE richline_source_events_total counter
    richline_source_events_total{source="pixel",outcome="passed"} 1193
    richline_source_events_total{source="pixel",outcome="failed"} 7
    # HELP richline_source_unrouted_events_total events that no sink wanted
    # TYPE richline_source_unrouted_events_total counter
    richline_source_unrouted_events_total{source="pixel"} 6
    # HELP richline_source_redelivered_lines_total lines, of those, that came once more
    # TYPE richline_source_redelivered_lines_total counter
    richline_source_redelivered_lines_total{source="pixel"} 9
    # HELP richline_source_failed_inputs_total inputs that were not read to their end
    # TYPE richline_source_failed_inputs_total counter
    richline_source_failed_inputs_total{source="pixel"} 2
    # HELP richline_stage_in_total events that came to a stage
    # TYPE richline_stage_in_total counter
    richline_stage_in_total{stage="geo"} 1193
    # HELP richline_stage_added_total events that a stage made beyond those that came to it
    # TYPE richline_stage_added_total counter
    richline_stage_added_total{stage="geo"} 0
    # HELP richline_stage_events_total events of a stage by what became of them
    # TYPE richline_stage_events_total counter
    richline_stage_events_total{stage="geo",outcome="out"} 1100
    richline_stage_events_total{stage="geo",outcome="filtered"} 60
    richline_stage_events_total{stage="geo",outcome="dropped"} 20
    richline_stage_events_total{stage="geo",outcome="failed"} 13
    richline_stage_events_total{stage="geo",outcome="unowed"} 1
    # HELP richline_sink_in_total events that came to a sink
    # TYPE richline_sink_in_total counter
    richline_sink_in_total{sink="events"} 1100
    richline_sink_in_total{sink="rejects"} 33
    # HELP richline_sink_events_total events of a sink by what became of them
    # TYPE richline_sink_events_total counter
    richline_sink_events_total{sink="events",outcome="written"} 1070
    richline_sink_events_total{sink="events",outcome="filtered"} 25
    richline_sink_events_total{sink="events",outcome="failed"} 5
    richline_sink_events_total{sink="events",outcome="unowed"} 2
    richline_sink_events_total{sink="rejects",outcome="written"} 33
    richline_sink_events_total{sink="rejects",outcome="filtered"} 0
    richline_sink_events_total{sink="rejects",outcome="failed"} 0
    richline_sink_events_total{sink="rejects",outcome="unowed"} 0
    # HELP richline_sink_taken_rows_total rows that were handed to the target
    # TYPE richline_sink_taken_rows_total counter
    richline_sink_taken_rows_total{sink="events"} 1060
    richline_sink_taken_rows_total{sink="rejects"} 0
    # HELP richline_sink_confirmed_rows_total rows that the target took for good
    # TYPE richline_sink_confirmed_rows_total counter
    richline_sink_confirmed_rows_total{sink="events"} 1050
    richline_sink_confirmed_rows_total{sink="rejects"} 0
    # HELP richline_sink_refused_rows_total rows that the target refused for good
    # TYPE richline_sink_refused_rows_total counter
    richline_sink_refused_rows_total{sink="events"} 3
    richline_sink_refused_rows_total{sink="rejects"} 0
    # HELP richline_sink_waiting 1 while the target refuses
    # TYPE richline_sink_waiting gauge
    richline_sink_waiting{sink="events"} 1
    richline_sink_waiting{sink="rejects"} 0
    # HELP richline_lookup_info the version that events get
    # TYPE richline_lookup_info gauge
    richline_lookup_info{lookup="cities",type="Sample-City",version="Sample-City 2026-01-01"} 1
    richline_lookup_info{lookup="hosts",type="referers",version="referers"} 1
    # HELP richline_lookup_build_time_seconds when the data was made, since 1970
    # TYPE richline_lookup_build_time_seconds gauge
    richline_lookup_build_time_seconds{lookup="cities",type="Sample-City"} 1767225600
    # HELP richline_lookup_age_seconds how old the data is
    # TYPE richline_lookup_age_seconds gauge
    richline_lookup_age_seconds{lookup="cities",type="Sample-City"} 28077144.5
    # HELP richline_lookup_bytes memory that the data takes
    # TYPE richline_lookup_bytes gauge
    richline_lookup_bytes{lookup="cities",type="Sample-City"} 268654
    richline_lookup_bytes{lookup="hosts",type="referers"} 77
    # HELP richline_lookup_swaps_total new versions that took over
    # TYPE richline_lookup_swaps_total counter
    richline_lookup_swaps_total{lookup="cities"} 2
    richline_lookup_swaps_total{lookup="hosts"} 0
    # HELP richline_lookup_failures_total new versions that could not be had or used
    # TYPE richline_lookup_failures_total counter
    richline_lookup_failures_total{lookup="cities"} 0
    richline_lookup_failures_total{lookup="hosts"} 3
    # HELP richline_lookup_newest 0 while the newest version cannot be had or used
    # TYPE richline_lookup_newest gauge
    richline_lookup_newest{lookup="cities"} 1
    richline_lookup_newest{lookup="hosts"} 0
    # HELP richline_memory_limit_bytes the budget for input that is under way
    # TYPE richline_memory_limit_bytes gauge
    richline_memory_limit_bytes 64000000
    # HELP richline_memory_used_bytes what is taken of the budget
    # TYPE richline_memory_used_bytes gauge
    richline_memory_used_bytes 3145728
    # HELP richline_tickets_in_flight blocks of input that are under way
    # TYPE richline_tickets_in_flight gauge
    richline_tickets_in_flight 3
    # HELP richline_lag_seconds how long the oldest block has been under way
    # TYPE richline_lag_seconds gauge
    richline_lag_seconds 1.25
    # HELP richline_checkpoint_epoch checkpoints so far, with those of earlier runs
    # TYPE richline_checkpoint_epoch gauge
    richline_checkpoint_epoch 42
    # HELP richline_checkpoint_age_seconds time since the last checkpoint
    # TYPE richline_checkpoint_age_seconds gauge
    richline_checkpoint_age_seconds 4.5

    """

  @Test func `for Prometheus`() {
    #expect(MetricsText(Snapshots.full).text == Self.metrics)
  }

  @Test func `for Prometheus when there is nothing yet`() {
    let empty = RunSnapshot(pipeline: "a\\b\nc", phase: .running, time: 0, begun: 0)
    let lines = MetricsText(empty).text.split(separator: "\n").filter { !$0.hasPrefix("#") }
    #expect(
      lines == [
        "richline_info{pipeline=\"a\\\\b\\nc\"} 1", "richline_start_time_seconds 0",
        "richline_books_balanced 1", "richline_failed_share 0", "richline_read_bytes_total 0",
        "richline_memory_limit_bytes 0", "richline_memory_used_bytes 0",
        "richline_tickets_in_flight 0", "richline_lag_seconds 0",
      ])
  }

  @Test func `for programs`() {
    #expect(
      ReportText(Snapshots.full, messages: ["a\nb"]).text == """
        {"pipeline":"we\\"b.yaml@3f9c21ab","phase":"running","begun":"2026-11-21T23:11:40.250Z",\
        "time":"2026-11-21T23:12:24.500Z","bytes_read":123456,"sources":[{"id":"pixel",\
        "lines":1000,"headers":10,"blank":5,"records":905,"decoded":890,"empty":4,\
        "failed_records":11,"events":1200,"failed_events":7,"unrouted":6,"redelivered":9,"failed_inputs":2,"in_flight":80}],\
        "stages":[{"id":"geo","in":1193,"added":0,"out":1100,"filtered":60,"dropped":20,"failed":13,"unowed":1}],\
        "sinks":[{"id":"events","from":"events","in":1100,"written":1070,"filtered":25,"failed":5,"unowed":2,"refused":3,\
        "taken":1060,"confirmed":1050,"waits_for":"disk \\"full\\"\\nor so"},{"id":"rejects",\
        "from":"failed","in":33,"written":33,"filtered":0,"failed":0,"unowed":0,"refused":0,"taken":0,"confirmed":0}],\
        "lookups":[{"name":"cities","type":"Sample-City","version":"Sample-City 2026-01-01",\
        "built":"2026-01-01T00:00:00.000Z","bytes":268654,"swaps":2,"failures":0},{"name":"hosts","type":"referers",\
        "version":"referers","bytes":77,"swaps":0,"failures":3,"trouble":"nobody answers"}],"epoch":42,"failed_share":0.03220478943022296,\
        "imbalances":[],"messages":["a\\nb"]}
        """)
  }

  @Test(arguments: [Int64.max, Int64.min, 9_000_000_000_000])
  func `times that no calendar has are null`(built: Int64) {
    var snapshot = RunSnapshot(pipeline: "p", phase: .ended(.good), time: .max, begun: .min)
    snapshot.lookups = [
      RunSnapshot.Lookup(name: "l", type: "t", version: "v", built: built, byteCount: 1)
    ]
    #expect(
      ReportText(snapshot).text == """
        {"pipeline":"p","phase":"ended","exit":0,"begun":null,"time":null,"bytes_read":0,\
        "sources":[],"stages":[],"sinks":[],"lookups":[{"name":"l","type":"t","version":"v",\
        "built":null,"bytes":1,"swaps":0,"failures":0}],"failed_share":0.0,"imbalances":[],"messages":[]}
        """)
    #expect(MetricsText(snapshot).text.contains("richline_lookup_age_seconds{"))
  }
}
