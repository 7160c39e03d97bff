import ArgumentParser
import Richline

struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Prints the JSON Schema of pipeline files, for editors.",
    discussion: """
        richline schema > pipeline.schema.json

      Editors with a YAML language server complete and check a file that says in its first line

        # yaml-language-server: $schema=pipeline.schema.json
      """)

  func run() { Terminal.put(PipelineSchema(Catalog.registry).text) }
}
