import Foundation
import Testing

@Suite struct `an installed program` {
  private static let pipeline = """
    version: 1
    sources: [{ use: stdin, format: combined }]
    stages: [{ use: referer_parser }]
    sinks: [{ use: stdout, format: ndjson, only: [refr_medium, refr_source] }]
    """
  private static let line =
    #"192.0.2.1 - - [10/Oct/2000:13:55:36 -0700] "GET / HTTP/1.0" 200 1 "https://www.google.com/" "-""#

  @Test func `finds its data wherever its folder is moved, and goes without a trace`() throws {
    let bed = try Bed(["p.yaml": Self.pipeline, "in.log": Self.line + "\n"])
    let install = "\(Program.root)/scripts/install-program"
    let ended = try bed.shell(
      """
      \(install) "$PWD/stage/usr/local" $richline
      find stage -type f | sort
      mv stage/usr/local moved
      LD_LIBRARY_PATH=$LD_LIBRARY_PATH moved/bin/richline run p.yaml --filter --quiet < in.log
      \(install) --remove "$PWD/moved"
      ls moved
      """)
    #expect(
      ended.out == """
        stage/usr/local/bin/richline
        stage/usr/local/share/richline/LICENSE
        stage/usr/local/share/richline/referers/SOURCE.txt
        stage/usr/local/share/richline/referers/referers.json
        {"refr_medium":"search","refr_source":"Google"}

        """)
    #expect((ended.code, ended.err) == (0, ""))
  }
}
