import FileSystem

/// How a file is made.
struct TargetSettings: Sendable {
  let policy: PendingName.Policy
  let mode: FileMode
}
