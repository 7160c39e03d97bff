import Richline

/// A snapshot in which every number is another.
enum Snapshots {
  static let full: RunSnapshot = {
    var snapshot = RunSnapshot(
      pipeline: "we\"b.yaml@3f9c21ab", phase: .running, time: 1_795_302_744_500,
      begun: 1_795_302_700_250)
    var source = RunSnapshot.Source(id: "pixel")
    source.lines = 1000
    source.headers = 10
    source.blank = 5
    source.records = 905
    source.decoded = 890
    source.empty = 4
    source.unreadable = 11
    source.events = 1200
    source.rejected = 7
    source.unrouted = 6
    source.redelivered = 9
    source.failedInputs = 2
    snapshot.sources = [source]
    var stage = RunSnapshot.Stage(id: "geo")
    stage.incoming = 1193
    stage.outgoing = 1100
    stage.filtered = 60
    stage.dropped = 20
    stage.failed = 13
    stage.unowed = 1
    snapshot.stages = [stage]
    var good = RunSnapshot.Sink(id: "events")
    good.incoming = 1100
    good.written = 1070
    good.filtered = 25
    good.failed = 5
    good.unowed = 2
    good.refused = 3
    good.taken = 1060
    good.confirmed = 1050
    good.waitsFor = "disk \"full\"\nor so"
    var bad = RunSnapshot.Sink(id: "rejects")
    bad.isForFailed = true
    bad.incoming = 33
    bad.written = 33
    snapshot.sinks = [good, bad]
    snapshot.lookups = [
      RunSnapshot.Lookup(
        name: "cities", type: "Sample-City", version: "Sample-City 2026-01-01",
        built: 1_767_225_600, byteCount: 268_654),
      RunSnapshot.Lookup(
        name: "hosts", type: "referers", version: "referers", built: nil, byteCount: 77),
    ]
    snapshot.lookups[0].swaps = 2
    snapshot.lookups[1].failures = 3
    snapshot.lookups[1].trouble = "nobody answers"
    snapshot.lookups[1].troubleSince = 1_795_302_740_000
    snapshot.failures = 39
    snapshot.memory = RunSnapshot.Memory(limit: 64_000_000, inUse: 3_145_728)
    snapshot.checkpoint = RunSnapshot.Checkpoint(epoch: 42, time: 1_795_302_740_000)
    snapshot.bytesRead = 123_456
    snapshot.openTickets = 3
    snapshot.lagMilliseconds = 1250
    return snapshot
  }()
}
