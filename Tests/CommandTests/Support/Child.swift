import Foundation
import Testing

/// What a child process left behind.
struct Ended {
  /// The exit code, or 128 and the signal that killed it.
  let code: Int32
  let out: String
  let err: String
}

/// A running child process; its output goes to files that may be looked at meanwhile.
final class Child {
  /// What a test waits at most; never met unless something hangs.
  static let limitSeconds = 60.0

  /// Of the process and of its group.
  let id: pid_t
  private let folder: String
  private var input: Int32
  private var ended: Ended?
  /// The folder is there as long as the child.
  var bed: Bed?

  /// Starts a program with its arguments; `folder` is its working folder, `hidden` takes its output.
  init(
    _ arguments: [String], in folder: String, output hidden: String,
    environment: [String: String], input file: String?
  ) throws {
    self.folder = hidden
    _ = Child.ignoresBrokenPipes
    let pipe = try file == nil ? Child.pipe("\(hidden)/in") : (reading: -1, writing: -1)
    input = pipe.writing
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    if let file {
      posix_spawn_file_actions_addopen(&actions, 0, file, O_RDONLY, 0)
    } else {
      posix_spawn_file_actions_adddup2(&actions, pipe.reading, 0)
    }
    for (number, name) in [(Int32(1), "out"), (2, "err")] {
      posix_spawn_file_actions_addopen(
        &actions, number, "\(hidden)/\(name)", O_WRONLY | O_CREAT | O_APPEND, 0o644)
    }
    id = try Child.spawn(["/usr/bin/env", "-C", folder] + arguments, environment, &actions)
    if pipe.reading >= 0 { close(pipe.reading) }
  }

  deinit {
    closeInput()
    if ended == nil {
      kill(-id, SIGKILL)
      waitpid(id, nil, 0)
    }
  }

  /// A child that goes away must not end the tests.
  private static let ignoresBrokenPipes: Void = { signal(SIGPIPE, SIG_IGN) }()

  /// Other children, which start at the same time, must not hold its ends: with a name it can be
  /// opened in that way at once.
  private static func pipe(_ name: String) throws -> (reading: Int32, writing: Int32) {
    try #require(mkfifo(name, 0o600) == 0)
    let reading = open(name, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    let writing = open(name, O_WRONLY | O_CLOEXEC)
    try #require(reading >= 0 && writing >= 0 && fcntl(reading, F_SETFL, 0) == 0)
    return (reading, writing)
  }

  private static func spawn(
    _ arguments: [String], _ environment: [String: String],
    _ actions: inout posix_spawn_file_actions_t
  ) throws -> pid_t {
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigaddset(&signals, SIGPIPE)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(
      &attributes,
      Int16(POSIX_SPAWN_SETSIGMASK) | Int16(POSIX_SPAWN_SETSIGDEF) | Int16(POSIX_SPAWN_SETPGROUP))
    var environment = environment
    // Where the Swift libraries are, on machines that have to be told.
    environment["LD_LIBRARY_PATH"] = ProcessInfo.processInfo.environment["LD_LIBRARY_PATH"]
    var words = arguments.map { strdup($0) } + [nil]
    var variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { (words + variables).forEach { free($0) } }
    var id = pid_t()
    let refusal = posix_spawn(&id, arguments[0], &actions, &attributes, &words, &variables)
    try #require(refusal == 0, "cannot start \(arguments[0]): error \(refusal)")
    return id
  }

  // MARK: talking to it

  /// Writes to its standard input.
  func put(_ text: String) { put(Array(text.utf8)) }

  func put(_ bytes: [UInt8]) {
    var done = 0
    while done < bytes.count {
      let count = bytes[done...].withUnsafeBytes { write(input, $0.baseAddress, $0.count) }
      guard count > 0 else { return }
      done += count
    }
  }

  func closeInput() {
    if input >= 0 { close(input) }
    input = -1
  }

  func send(_ signal: Int32) { kill(id, signal) }

  /// What it has written to stdout by now.
  var out: String { text("out") }
  var err: String { text("err") }

  private func text(_ name: String) -> String {
    String(
      decoding: FileManager.default.contents(atPath: "\(folder)/\(name)") ?? Data(), as: UTF8.self)
  }

  // MARK: waiting

  /// Waits until something is so; false when that takes too long.
  static func wait(seconds: Double = limitSeconds, until isSo: () -> Bool) -> Bool {
    let end = ContinuousClock.now + .seconds(seconds)
    while !isSo() {
      if ContinuousClock.now > end { return false }
      usleep(5_000)
    }
    return true
  }

  /// The port that it says it serves at.
  func port() throws -> Int {
    var port: Int?
    _ = Child.wait {
      let line = err.split(separator: "\n").first { $0.contains(" served at http://") }
      port = line.flatMap { $0.split(separator: ":").last }.flatMap { Int($0.filter(\.isNumber)) }
      return port != nil
    }
    return try #require(port)
  }

  /// Most memory that it has held so far. What `wait4` tells of it begins with that of the tests.
  var peakBytes: Int {
    get throws {
      let status = try String(contentsOfFile: "/proc/\(id)/status", encoding: .utf8)
      let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") })
      return try #require(Int(line.filter(\.isNumber))) * 1024
    }
  }

  /// Whether it has ended; who asks is told the rest by `end`.
  var hasEnded: Bool { end(within: 0) != nil }

  /// What it left behind, when it ends in time.
  func end(within seconds: Double) -> Ended? {
    if let ended { return ended }
    var status: Int32 = 0
    guard Child.wait(seconds: seconds, until: { waitpid(id, &status, WNOHANG) == id }) else {
      return nil
    }
    let signal = status & 0x7f
    let code = signal == 0 ? status >> 8 & 0xff : 128 + signal
    ended = Ended(code: code, out: text("out"), err: text("err"))
    return ended
  }

  /// Waits for its end; a child that takes too long is killed.
  func end() throws -> Ended {
    if let ended = end(within: Child.limitSeconds) { return ended }
    Issue.record("the program did not end; stderr: \(text("err"))")
    kill(-id, SIGKILL)
    return try #require(end(within: Child.limitSeconds))
  }
}
