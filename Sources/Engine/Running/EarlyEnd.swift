/// Why a run ends before its input does, though it could go on.
struct EarlyEnd: Sendable, Equatable {
  let status: RunOutcome.Status
  /// In words for people.
  let message: String
}
