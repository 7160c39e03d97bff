#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// How many files the process may have open.
enum OpenFiles {
  /// What libraries need for themselves, some of which end the program when they get nothing.
  private static let least = 24

  /// Errors: the limit is too low for a run; says so.
  static func check() throws {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0,
      limit.rlim_cur < OpenFiles.least
    else { return }
    Terminal.error(
      "richline: only \(limit.rlim_cur) files may be open ('ulimit -n'), a run needs \(OpenFiles.least)"
    )
    throw ExitStatus.trouble.code
  }
}
