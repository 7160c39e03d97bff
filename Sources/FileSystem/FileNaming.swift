#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#endif

/// Gives a file another name without ever replacing one.
package enum FileNaming {
  /// Renames a file; false when the new name is taken. For folders that nobody else writes to.
  package static func move(_ old: String, _ new: String) throws(SystemError) -> Bool {
    guard FileStatus(new) == nil else { return false }
    guard rename(old, new) == 0 else { throw .last }
    return true
  }

  /// False when the new name is taken.
  package static func link(_ old: String, _ new: String) throws(SystemError) -> Bool {
    guard makeLink(old, new) != 0 else {
      unlink(old)
      return true
    }
    switch errno {
    case EEXIST: return false
    // File systems without links, FAT for one, say so in many ways.
    case EPERM, EOPNOTSUPP, ENOSYS, EMLINK, EINVAL: return try occupy(old, new)
    default: throw .last
    }
  }

  /// Takes the name with an empty file, then replaces that one: the way without links.
  package static func occupy(_ old: String, _ new: String) throws(SystemError) -> Bool {
    do throws(SystemError) {
      try Descriptor.create(new, mode: 0o600).release()
    } catch {
      guard error.code == EEXIST else { throw error }
      return false
    }
    if rename(old, new) == 0 { return true }
    let refusal = SystemError.last
    unlink(new)
    throw refusal
  }
}

/// `link` by a name that no method hides.
private func makeLink(_ old: String, _ new: String) -> Int32 { link(old, new) }
