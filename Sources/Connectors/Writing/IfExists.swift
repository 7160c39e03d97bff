/// What becomes of a file that has the name already.
enum IfExists: String, ChoiceOption {
  case fail
  case replace
  case number
}
