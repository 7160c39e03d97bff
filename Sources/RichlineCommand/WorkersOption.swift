import ArgumentParser

/// How many workers a run has.
struct WorkersOption: ParsableArguments {
  @ArgumentParser.Option(help: "Worker threads; unless stated one a core.")
  var workers: Int?

  func validate() throws {
    if let workers, !(1...256).contains(workers) {
      throw ValidationError("'--workers' takes a number from 1 to 256")
    }
  }
}
