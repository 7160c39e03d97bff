import Richline
import Testing

@testable import Engine

@Suite struct `where the time of a run went` {
  static let profile: RunProfile = {
    var profile = RunProfile(workers: 2, nanoseconds: 1_234_567_890)
    func part(
      _ kind: RunProfile.Part.Kind, _ id: String, _ use: String, _ events: UInt64, _ time: UInt64,
      _ bytes: UInt64?
    ) -> RunProfile.Part {
      RunProfile.Part(
        kind: kind, id: id, use: use, events: events, nanoseconds: time, bytes: bytes)
    }
    var agents = part(.stage, "agents", "user_agent_parser", 199_946, 250_000_000, nil)
    agents.counters = [
      StageCounter("agents", 0), StageCounter("remembered", 99, of: 1000), StageCounter("cut", 7),
    ]
    profile.parts = [
      part(.source, "pixel", "files", 200_000, 125_400_000, 250_123_456),
      part(.format, "pixel", "cloudfront", 200_000, 499_600_000, 250_123_456), agents,
      part(.sink, "out", "files", 0, 125_000_000, 0),
    ]
    return profile
  }()

  @Test func `for people`() {
    #expect(
      ProfileText(Self.profile).lines == [
        "profile: 2 workers, 1.235 s",
        "part          plugin              events  seconds  ns/event   share        bytes",
        "source pixel  files              200,000    0.125       627  12.5 %  250,123,456",
        "format pixel  cloudfront         200,000    0.500     2,498  49.9 %  250,123,456",
        "stage agents  user_agent_parser  199,946    0.250     1,250  25.0 %               "
          + "remembered 9.9 % of 1,000, cut 7",
        "sink out      files                    0    0.125            12.5 %            0",
      ])
  }

  @Test func `for programs`() {
    var snapshot = RunSnapshot(pipeline: "p", phase: .running, time: 0, begun: 0)
    snapshot.sources = []
    var profile = Self.profile
    profile.parts.removeFirst(2)
    #expect(
      ReportText(snapshot, profile: profile).text.hasSuffix(
        """
        "messages":[],"profile":{"workers":2,"nanoseconds":1234567890,"parts":[\
        {"kind":"stage","id":"agents","use":"user_agent_parser","events":199946,\
        "nanoseconds":250000000,"counters":[{"name":"agents","value":0},\
        {"name":"remembered","value":99,"of":1000},{"name":"cut","value":7}]},\
        {"kind":"sink","id":"out","use":"files","events":0,"nanoseconds":125000000,"bytes":0}]}}
        """))
  }
}
