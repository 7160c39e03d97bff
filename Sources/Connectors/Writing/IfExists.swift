import FileSystem

/// What becomes of a file that has the name already.
enum IfExists: String, ChoiceOption {
  case fail
  case replace
  case number

  var policy: PendingName.Policy {
    switch self {
    case .fail: .fail
    case .replace: .replace
    case .number: .number
    }
  }
}
