import ArgumentParser

/// The manual page `richline(1)`, made from the help of every verb.
struct ManualPage {
  private let root: any ParsableCommand.Type

  init(of root: any ParsableCommand.Type) { self.root = root }

  /// In the language of `man`.
  var text: String {
    var page = Roff()
    let about = root.configuration
    page.title("RICHLINE", section: 1, version: about.version)
    page.section("NAME")
    page.paragraph("richline - " + ManualPage.lowercased(about.abstract))
    page.section("SYNOPSIS")
    page.paragraph("richline COMMAND [OPTIONS]")
    page.section("DESCRIPTION")
    page.verbatim(about.discussion)
    page.section("COMMANDS")
    for command in ManualPage.leaves(root, called: []) {
      page.subsection((["richline"] + command.names).joined(separator: " "))
      page.verbatim(root.helpMessage(for: command.type, columns: ManualPage.columns))
    }
    page.section("EXIT STATUS")
    for status in ManualPage.statuses { page.item("\(status.code)", status.meaning) }
    page.section("ENVIRONMENT")
    page.item("NO_COLOR", "when set, nothing is coloured.")
    return page.text
  }

  /// Columns of the help texts: a terminal of 80 less the margin that `man` leaves.
  private static let columns = 72

  private static let statuses: [(code: Int32, meaning: String)] = [
    (0, "good."),
    (1, "there are findings."),
    (2, "wrong usage."),
    (3, "a file cannot be loaded."),
    (4, "more events failed than 'stop_if_failed' allows."),
    (5, "input or output trouble."),
    (70, "the counts do not balance."),
    (130, "interrupted; what was begun is taken back."),
  ]

  /// The verbs that do something and are shown, with their whole names.
  static func leaves(
    _ type: any ParsableCommand.Type, called names: [String]
  ) -> [(names: [String], type: any ParsableCommand.Type)] {
    let below = type.configuration.subcommands.filter { $0.configuration.shouldDisplay }
    guard !below.isEmpty else { return [(names, type)] }
    return below.flatMap { leaves($0, called: names + [$0.configuration.commandName ?? ""]) }
  }

  private static func lowercased(_ sentence: String) -> String {
    sentence.prefix(1).lowercased() + sentence.dropFirst()
  }
}
