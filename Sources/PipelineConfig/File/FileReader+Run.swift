import DiagnosticKit
import MarkedYAML
import StageKit

extension FileReader {
  /// Reads the section `run`.
  mutating func readRun(_ node: Node) {
    if node.isNull { return }
    for entry in map(node, "'run'") ?? [] {
      file.runKeys[entry.name] = entry.key.span
      switch entry.name {
      case "workers": file.run.workers = number(entry, Limits.workers)
      case "memory": set(\.memory, number(entry, Limits.memory))
      case "event_id": set(\.eventID, choice(entry, EventIDs.self))
      case "on_error": set(\.onError, errorPolicy(entry))
      case "unrouted": set(\.unrouted, choice(entry, UnroutedPolicy.self))
      case "order": set(\.order, choice(entry, OutputOrder.self))
      case "flush": readFlush(entry)
      case "checkpoint": file.run.checkpoint = checkpoint(entry)
      case "stop_if_failed": file.run.stopIfFailed = share(entry)
      case "shutdown_timeout":
        set(\.shutdownTimeoutMilliseconds, number(entry, Limits.shutdownTimeout))
      case "listen": file.run.listen = listen(entry)
      case "tap": set(\.tap, flag(entry.value, "tap"))
      case let key: reportKey(key, entry.key.span, Grammar.run, place: "'run'")
      }
    }
    if file.run.tap, let span = file.runKeys["tap"], file.runKeys["listen"] == nil {
      report(.missingKey("listen", place: "'tap' of 'run'", example: "listen: 9600"), span)
    }
  }

  private mutating func set<Value>(_ path: WritableKeyPath<RunOptions, Value>, _ value: Value?) {
    if let value { file.run[keyPath: path] = value }
  }

  /// What a stage does with events that it gives up on.
  mutating func errorPolicy(_ entry: Entry) -> ErrorPolicy? {
    choice(entry, ErrorPolicy.self)
  }

  private mutating func readFlush(_ entry: Entry) {
    if entry.value.string == "line" {
      file.run.flushMilliseconds = nil
      return
    }
    let type = Limits.flush
    guard let text = text(entry.value, "'flush'", wanted: "a duration, or 'line'") else { return }
    if case .integer(let milliseconds)? = type.value(text.text) {
      file.run.flushMilliseconds = milliseconds
    } else {
      report(.badValue(text.text, option: "flush", wanted: "line | \(type.summary)"), text.span)
    }
  }

  private mutating func checkpoint(_ entry: Entry) -> CheckpointOptions? {
    if entry.value.string != nil {
      return path(entry.value, "checkpoint").map { CheckpointOptions(path: $0) }
    }
    guard let members = map(entry.value, "'checkpoint'", or: "a path") else { return nil }
    var options: CheckpointOptions?
    if let node = entry.value["path"] {
      options = path(node, "path").map { CheckpointOptions(path: $0) }
    } else {
      report(
        .missingKey("path", place: "'checkpoint'", example: "path: state/web"), entry.key.span)
    }
    for member in members {
      switch member.name {
      case "path": break
      case "every":
        let every = number(member, Limits.checkpointEvery)
        if let every { options?.everyMilliseconds = every }
      case "size":
        let size = number(member, Limits.checkpointSize)
        if let size { options?.size = size }
      case let key:
        reportKey(key, member.key.span, Grammar.checkpoint, place: "'checkpoint'")
      }
    }
    return options
  }

  private mutating func path(_ node: Node, _ key: String) -> String? {
    guard let text = text(node, "'\(key)'", wanted: "a path") else { return nil }
    if !text.text.isEmpty { return text.text }
    report(.badValue("", option: key, wanted: "a path"), text.span)
    return nil
  }

  private mutating func share(_ entry: Entry) -> Double? {
    guard let text = text(entry.value, "'\(entry.name)'", wanted: "a share") else { return nil }
    if let share = Amount.share(text.text) { return share }
    report(
      .badValue(text.text, option: entry.name, wanted: "share from 0% to 100%, such as 20%"),
      text.span)
    return nil
  }

  private mutating func listen(_ entry: Entry) -> ListenAddress? {
    guard let text = text(entry.value, "'listen'", wanted: "an address") else { return nil }
    if let address = ListenAddress(text.text) { return address }
    report(
      .badValue(
        text.text, option: "listen",
        wanted: "host and port, such as 127.0.0.1:9600, or a port of this machine alone"),
      text.span)
    return nil
  }
}
