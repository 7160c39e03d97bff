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
        stage/usr/local/share/bash-completion/completions/richline
        stage/usr/local/share/fish/vendor_completions.d/richline.fish
        stage/usr/local/share/man/man1/richline.1
        stage/usr/local/share/richline/LICENSE
        stage/usr/local/share/richline/referers/SOURCE.txt
        stage/usr/local/share/richline/referers/referers.json
        stage/usr/local/share/zsh/site-functions/_richline
        {"refr_medium":"search","refr_source":"Google"}

        """)
    #expect((ended.code, ended.err) == (0, ""))
  }

  @Test func `leaves to others what others have put beside it`() throws {
    let install = "\(Program.root)/scripts/install-program"
    let ended = try Bed([:]).shell(
      """
      mkdir -p local/share/man/man1
      touch local/share/man/man1/other.1
      \(install) "$PWD/local" $richline
      \(install) --remove "$PWD/local"
      find local -type f
      """)
    #expect((ended.out, ended.err, ended.code) == ("local/share/man/man1/other.1\n", "", 0))
  }

  @Test func `has a manual page with every verb, and completions that shells can read`() throws {
    let ended = try Bed([:]).shell(
      """
      $richline manual > richline.1
      grep -c '^.SS richline' richline.1
      grep '^.SH' richline.1
      # A leading dot is a command of man: only these are meant.
      grep '^[.]' richline.1 | cut -d' ' -f1 | sort -u | tr '\\n' ' '
      $richline --generate-completion-script bash | bash -n
      """)
    let lines = ended.out.split(separator: "\n").map(String.init)
    #expect((lines.first.flatMap { Int($0) } ?? 0) >= 10)
    #expect(
      lines.dropFirst() == [
        ".SH NAME", ".SH SYNOPSIS", ".SH DESCRIPTION", ".SH COMMANDS", ".SH EXIT STATUS",
        ".SH ENVIRONMENT", ".B .PP .SH .SS .TH .TP .fi .nf ",
      ])
    #expect((ended.code, ended.err) == (0, ""))
  }
}
