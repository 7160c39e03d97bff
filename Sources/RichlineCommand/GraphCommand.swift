public import ArgumentParser
public import Richline

struct GraphCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "graph",
    abstract: "Draws a pipeline: what takes from what, and which fields go that way.",
    usage: "richline graph [<options>] <file>",
    discussion: """
        richline graph web.yaml
        richline graph --format svg web.yaml > web.svg
        richline graph --format dot web.yaml | dot -Tpng > web.png

      On an edge stand the fields that the next stage reads, or that a sink writes; behind '+' those \
      that a stage makes. The format 'json' has all of them. Exit code 3: the file has mistakes.
      """)

  @Argument(help: "The pipeline file.", completion: .file(extensions: ["yaml", "yml"]))
  var file: String

  @ArgumentParser.Option(help: "text, dot (Graphviz), mermaid, svg or json.")
  var format = GraphFormat.text

  @OptionGroup(title: "Variables")
  var variables: VariableOptions

  func run() throws {
    do throws(Findings) {
      let pipeline = try Pipeline(path: file, in: variables.values.surroundings())
      Terminal.output(String(pipeline.graph.drawn(as: format).dropLast()))
    } catch {
      ReportFormat.text.print(error)
      throw ExitStatus.cannotLoad.code
    }
  }
}

extension GraphFormat: ExpressibleByArgument {}
