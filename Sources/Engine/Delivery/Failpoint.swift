import StageKit

#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#endif

/// Places at which a test lets the program be killed; only builds for tests have them.
enum Failpoint {
  /// Kills the program when the environment says `RICHLINE_KILL_AT=name` or `name:3`, the third
  /// time that it comes here.
  static func pass(_ name: String) {
    #if DEBUG || FAILPOINTS
      guard let setting = wanted, setting.name == name else { return }
      if count.wrappingAdd(1, ordering: .relaxed).newValue == setting.time {
        kill(getpid(), SIGKILL)
      }
    #endif
  }
}

extension Failpoint {
  /// Kills the program at a record that holds what the environment says: `RICHLINE_DIE_OF=needle`.
  static func meet(_ record: Bytes) {
    #if DEBUG || FAILPOINTS
      guard let needle, record.string.contains(needle) else { return }
      kill(getpid(), SIGKILL)
    #endif
  }
}

#if DEBUG || FAILPOINTS
  import Synchronization

  private let needle: String? = getenv("RICHLINE_DIE_OF").map { String(cString: $0) }

  private let count = Atomic<Int>(0)

  private let wanted: (name: String, time: Int)? = {
    guard let text = getenv("RICHLINE_KILL_AT") else { return nil }
    let words = String(cString: text).split(separator: ":")
    guard let name = words.first else { return nil }
    return (String(name), words.count > 1 ? Int(words[1]) ?? 1 : 1)
  }()
#endif
