import Foundation
import Testing

@Suite struct `the page on lookups` {
  /// A command of the page and what it prints.
  private struct Step {
    var command: String
    var output: [String] = []
  }

  /// The commands of the blocks that show a terminal, in order.
  private static func steps(_ page: String) -> [Step] {
    var steps: [Step] = []
    var isInside = false
    var isHereDocument = false
    for line in page.components(separatedBy: "\n") {
      if line.hasPrefix("```") {
        isInside = line == "```console"
      } else if isInside, isHereDocument {
        steps[steps.count - 1].command += "\n\(line)"
        isHereDocument = line != "EOF"
      } else if isInside, line.hasPrefix("$ ") {
        steps.append(Step(command: String(line.dropFirst(2))))
        isHereDocument = line.hasSuffix("<<'EOF'")
      } else if isInside {
        steps[steps.count - 1].output.append(line)
      }
    }
    return steps
  }

  /// The program under its name, and stand-ins for those that ask other machines: they give the
  /// sample database.
  private static func makePrograms(_ bed: Bed) throws {
    let made = try bed.shell(
      """
      set -e
      mkdir .bin
      ln -s "$richline" .bin/richline
      "$richline" lookup export --types '\(Program.cities)' > cities.csv
      "$richline" lookup build cities.csv cities-of-today --type Sample-City --date "$(date +%F)"
      rm cities.csv
      cat > .bin/geoipupdate <<'EOF'
      #!/bin/sh
      test "$1 $3" = "-f -d" && grep -q "EditionIDs GeoLite2-City" "$2"
      cp cities-of-today "$4/.new" && mv "$4/.new" "$4/GeoLite2-City.mmdb"
      EOF
      cat > .bin/curl <<'EOF'
      #!/bin/sh
      test "$1 $2" = "-fsSL -o" && gzip -c ../cities-of-today > "$3"
      EOF
      chmod +x .bin/*
      """)
    #expect(made.code == 0, "\(made.err)")
  }

  @Test func `every command prints what the page shows`() throws {
    let path = "\(Program.root)/Docs/Lookups.md"
    let steps = Self.steps(try String(contentsOfFile: path, encoding: .utf8))
    #expect(steps.count >= 15)
    let bed = try Bed()
    try Self.makePrograms(bed)
    for step in steps {
      let ended = try bed.shell("PATH=\"$PWD/.bin:$PATH\"\n{ \(step.command)\n} 2>&1")
      let shown = step.output.isEmpty ? "" : step.output.joined(separator: "\n") + "\n"
      #expect(ended.out == shown, "\(step.command)")
    }
  }
}
