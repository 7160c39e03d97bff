#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#endif

/// A lock that one process has at a time, and that its death gives back.
package final class FolderLock {
  private let descriptor: Descriptor

  /// Takes the lock; nil when another process has it.
  package init?(_ path: String) throws(SystemError) {
    while true {
      let number = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
      if number >= 0 {
        descriptor = Descriptor(number)
        break
      }
      guard errno == EINTR else { throw .last }
    }
    while flock(descriptor.number, LOCK_EX | LOCK_NB) != 0 {
      if errno == EINTR { continue }
      guard errno == EWOULDBLOCK else { throw .last }
      return nil
    }
  }
}
