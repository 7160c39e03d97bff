/// Words for a likely slip of the keyboard.
public enum Suggestion {
  /// `did you mean 'x'?`, or nil when no candidate is close to the word.
  public static func didYouMean(_ word: String, of candidates: some Sequence<String>) -> String? {
    EditDistance.closest(to: word, in: candidates).map { "did you mean '\($0)'?" }
  }
}
