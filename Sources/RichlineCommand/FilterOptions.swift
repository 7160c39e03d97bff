import ArgumentParser
import Richline

/// What makes a filter of a pipeline.
struct FilterOptions: ParsableArguments {
  @Flag(
    help: """
      Lines in by stdin, lines out by stdout, in order: stdin stands for the file's source, stdout \
      for its sink; failed events are lines too unless a sink takes them.
      """)
  var filter = false

  @ArgumentParser.Option(
    help: ArgumentHelp("With '--filter': the sink, when there are several.", valueName: "id"))
  var sink: String?

  @ArgumentParser.Option(
    help: ArgumentHelp("With '--filter': the source, when there are several.", valueName: "id"))
  var source: String?

  @ArgumentParser.Option(
    help: ArgumentHelp(
      "With '--filter': what ids and failed events call the input.", valueName: "name"))
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
