import ArgumentParser
import Richline

/// Where the variables of a pipeline file get their values.
struct VariableOptions: ParsableArguments {
  @ArgumentParser.Option(
    name: .customLong("set"),
    help: ArgumentHelp(
      "A variable of the file, before those of the environment; may be repeated.",
      valueName: "name=value"))
  var settings: [String] = []

  @ArgumentParser.Option(
    help: ArgumentHelp("A file of variables, a line 'NAME=VALUE' for each.", valueName: "file"),
    completion: .file())
  var envFile: String?

  func validate() throws {
    for setting in settings where VariableOptions.parts(setting) == nil {
      // What stands behind '=' may be a secret.
      let name = setting.prefix { $0 != "=" }
      throw ValidationError("'--set' takes NAME=VALUE, and '\(name)' is no name of a variable")
    }
  }

  var values: VariableValues {
    var values = VariableValues(file: envFile)
    for setting in settings {
      if let (name, value) = VariableOptions.parts(setting) { values.settings[name] = value }
    }
    return values
  }

  private static func parts(_ setting: String) -> (name: String, value: String)? {
    guard let equals = setting.firstIndex(of: "=") else { return nil }
    let name = String(setting[..<equals])
    guard Surroundings.isName(name) else { return nil }
    return (name, String(setting[setting.index(after: equals)...]))
  }
}

/// What the command line says of variables.
struct VariableValues: Sendable {
  var settings: [String: String] = [:]
  let file: String?

  init(file: String?) { self.file = file }

  /// What a pipeline file may ask for; the file of variables is read anew.
  ///
  /// Errors: that file cannot be read, or is none.
  func surroundings() throws(Findings) -> Surroundings {
    guard let file else { return Surroundings(settings: settings) }
    return Surroundings(
      settings: settings, fileVariables: try EnvironmentFile.variables(at: file))
  }
}
