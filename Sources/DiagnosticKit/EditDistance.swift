/// How many typing slips lie between two words.
public enum EditDistance {
  /// Farther words are not suggested: two slips are a typo, three are another word.
  public static let maximumDistance = 2

  /// The candidate that was probably meant, or nil when none is close.
  ///
  /// Close means at most two slips and at most a third of the longer word (one slip from three
  /// characters on). Of equally close ones the first in the alphabet wins.
  public static func closest(to word: String, in candidates: some Sequence<String>) -> String? {
    let letters = Array(word.unicodeScalars)
    var best: (distance: Int, candidate: String)?
    for candidate in candidates where candidate != word {
      let others = Array(candidate.unicodeScalars)
      let longer = max(letters.count, others.count)
      let allowed = min(maximumDistance, longer / 3)
      guard allowed > 0, abs(letters.count - others.count) <= allowed else { continue }
      let found = distance(letters, others)
      guard found <= allowed else { continue }
      if let best, (best.distance, best.candidate) <= (found, candidate) { continue }
      best = (found, candidate)
    }
    return best?.candidate
  }

  /// The number of insertions, deletions, substitutions and swaps of neighbours between two words.
  ///
  /// Source: optimal string alignment, the restricted form of Damerau-Levenshtein distance.
  public static func between(_ left: String, _ right: String) -> Int {
    distance(Array(left.unicodeScalars), Array(right.unicodeScalars))
  }

  private static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for row in left.indices {
      var current = [row + 1]
      current.reserveCapacity(right.count + 1)
      for column in right.indices {
        let substitution = last[column] + (left[row] == right[column] ? 0 : 1)
        var cost = min(current[column] + 1, last[column + 1] + 1, substitution)
        let isSwap =
          row > 0 && column > 0 && left[row] == right[column - 1] && left[row - 1] == right[column]
        if isSwap { cost = min(cost, beforeLast[column - 1] + 1) }
        current.append(cost)
      }
      beforeLast = last
      last = current
    }
    return last[right.count]
  }
}
