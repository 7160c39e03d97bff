import ArgumentParser
import Richline

/// What makes a filter of a pipeline.
struct FilterOptions: ParsableArguments {
  @Flag(help: "Lines in by stdin, lines out by stdout, in order.")
  var filter = false

  @ArgumentParser.Option(
    help: ArgumentHelp("Which sink a filter writes, of several.", valueName: "id"))
  var sink: String?

  @ArgumentParser.Option(
    help: ArgumentHelp("Which source a filter reads, of several.", valueName: "id"))
  var source: String?

  @ArgumentParser.Option(
    help: ArgumentHelp(
      "What a filter calls its input, for ids.", valueName: "name"))
  var inputName: String?

  func validate() throws {
    let options = [("sink", sink), ("source", source), ("input-name", inputName)]
    for (name, value) in options where value != nil && !filter {
      throw ValidationError("'--\(name)' belongs to '--filter'")
    }
  }

  var purpose: Purpose {
    filter ? .filter(FilterWish(source: source, sink: sink, inputName: inputName)) : .run
  }
}
