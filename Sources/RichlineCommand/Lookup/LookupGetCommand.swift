import ArgumentParser
import Richline

struct LookupGetCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "get",
    abstract: "Shows what a lookup says of a key.",
    usage: "richline lookup get [<options>] <words> ...",
    discussion: """
        richline lookup get web.yaml cities 81.2.69.142
        richline lookup get GeoLite2-City.mmdb 81.2.69.142
        richline lookup get GeoLite2-City.mmdb --stdin < addresses

      Keys are addresses, user agents, referers or the keys of a table, as the lookup has it. Exit code \
      1: it has no record of the key.
      """)

  @Argument(
    help:
      "A pipeline file, the name of a lookup in it and a key; or a MaxMind database and an address."
  )
  var words: [String]

  @Flag(help: "Keys come from stdin, one a line; one JSON object a line goes out.")
  var stdin = false

  @ArgumentParser.Option(help: "text or json (one object a line).")
  var format = ReportFormat.text

  @OptionGroup(title: "Variables of a pipeline file")
  var variables: VariableOptions

  private var isPipeline: Bool { words.first.map(LookupCommand.isPipeline) ?? false }

  func validate() throws {
    let wanted = (isPipeline ? 2 : 1) + (stdin ? 0 : 1)
    guard words.count == wanted else {
      throw ValidationError(
        isPipeline
          ? "a pipeline file is followed by the name of a lookup and a key"
          : "a database is followed by an address; a pipeline file ends in .yaml")
    }
  }

  func run() throws {
    let lookup = try open()
    guard stdin else {
      let answer = try ask(lookup, words[words.count - 1])
      if answer.isFound || format == .json { Terminal.output(text(answer)) }
      if !answer.isFound {
        if format == .text { Terminal.error("richline: there is no record of '\(answer.key)'") }
        throw ExitStatus.findings.code
      }
      return
    }
    var output = LineOutput()
    while let key = readLine() { output.add(try ask(lookup, key).json) }
    output.end()
  }

  private func open() throws -> any Lookup {
    guard isPipeline else { return try LookupCommand.open(words[0]) }
    guard let source = CheckCommand.read(words[0], format) else { throw ExitStatus.cannotLoad.code }
    do throws(Findings) {
      let pipeline = try Pipeline(
        source, folder: Pipeline.folder(of: words[0]), in: variables.values.surroundings())
      guard pipeline.lookupNames.contains(words[1]) else {
        let names = pipeline.lookupNames
        let hint = Suggestion.didYouMean(words[1], of: names)
        Terminal.error(
          "richline: '\(words[0])' declares no lookup '\(words[1])'; "
            + (hint ?? "there are: \(names.joined(separator: ", "))"))
        throw [] as Findings
      }
      return try pipeline.openLookup(named: words[1])
    } catch {
      format.print(error)
      throw ExitStatus.cannotLoad.code
    }
  }

  private func ask(_ lookup: any Lookup, _ key: String) throws -> LookupAnswer {
    do throws(LookupError) { return try LookupAnswer(lookup, key) } catch {
      Terminal.error("richline: \(error.message)")
      throw ExitStatus.findings.code
    }
  }

  private func text(_ answer: LookupAnswer) -> String {
    guard format == .text else { return answer.json }
    let record = answer.record?.indentedJSON() ?? "null"
    return answer.network.map { "\($0)\n\(record)" } ?? record
  }
}
