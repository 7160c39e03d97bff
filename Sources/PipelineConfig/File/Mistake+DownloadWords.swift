import StageKit

extension Mistake {
  var downloadWords: (String, String, [String])? {
    switch self {
    case .badAddress(let name, let problem):
      (
        problem == .hasCredentials ? "secret-in-address" : "bad-address",
        "lookup '\(name)' cannot be downloaded: \(problem.words)", [problem.help]
      )
    case .downloadsImpossible(let name, let lack):
      (
        "no-downloads", "lookup '\(name)' cannot be downloaded: \(lack)",
        ["or let 'path' name a file"]
      )
    case .downloadOfFile(let name):
      (
        "option-not-used",
        "'download' is for a 'path' of the web, that of lookup '\(name)' is none",
        ["write 'path: https://…', or remove 'download'"]
      )
    case .passwordWithoutUser(let name):
      (
        "missing-user", "the 'download' of lookup '\(name)' has a password and no user",
        ["write 'user' too; for MaxMind it is the number of the account"]
      )
    default: nil
    }
  }
}

extension WebAddress.Problem {
  fileprivate var words: String {
    switch self {
    case .noHost: "its address names no host"
    case .notSecure: "its address does not begin with https://"
    case .hasCredentials: "a user or a password stands in its address"
    case .badCharacter:
      "its address has blanks, control characters or letters beyond ASCII, or is too long"
    }
  }

  fileprivate var help: String {
    switch self {
    case .noHost: "write 'https://example.com/cities.mmdb'"
    case .notSecure: "only what comes from this machine may begin with http://"
    case .hasCredentials: "write 'download: { user: …, password: … }'"
    case .badCharacter: "write such characters as '%20'"
    }
  }
}
