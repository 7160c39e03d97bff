/// How a file is made.
struct TargetSettings: Sendable {
  let ifExists: IfExists
  let mode: FileMode
}
