#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#endif

/// What a system call refused, as its number.
package struct SystemError: Error, Equatable {
  package let code: Int32

  package init(code: Int32) { self.code = code }

  /// The refusal of the call before.
  package static var last: SystemError { SystemError(code: errno) }

  /// Whether the call may succeed later, as it is: room comes back, quotas grow.
  package var mayPass: Bool { [ENOSPC, EDQUOT, EAGAIN, ENOMEM, ENOBUFS].contains(code) }

  /// Whether a file cannot be renamed because its new name belongs to another file system.
  package var isOtherFileSystem: Bool { code == EXDEV }

  /// The system's own words, beginning in lower case: `no such file or directory`.
  package var reason: String {
    guard let text = strerror(code) else { return "error \(code)" }
    let words = String(cString: text)
    return words.prefix(1).lowercased() + words.dropFirst()
  }
}
