/// What a pipeline says of following.
struct FollowSettings: Sendable {
  /// Where reading begins.
  enum Start: String, ChoiceOption {
    case beginning, end
  }

  var start = Start.beginning
  /// How long a file that was put aside may still grow.
  var rotateWait = Duration.seconds(5)
  /// Whether the kernel is asked for news; else all is looked for.
  var usesWatch = true
}
