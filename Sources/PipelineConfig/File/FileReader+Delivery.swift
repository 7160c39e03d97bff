import DiagnosticKit
import MarkedYAML
import StageKit

extension FileReader {
  mutating func retry(_ entry: Entry) -> RetryOptions {
    var retry = RetryOptions()
    members(entry, Grammar.retry) { reader, member in
      switch member.name {
      case "times": retry.times = reader.number(member, Limits.retryTimes)
      default:
        let wait = reader.number(member, Limits.retryWait)
        if let wait { retry.waitMilliseconds = wait }
      }
    }
    return retry
  }

  mutating func batch(_ entry: Entry) -> BatchOptions? {
    var batch = BatchOptions()
    members(entry, Grammar.batch) { reader, member in
      switch member.name {
      case "events": batch.events = reader.number(member, Limits.batchEvents)
      case "size": batch.size = reader.number(member, Limits.batchSize)
      default: batch.waitMilliseconds = reader.number(member, Limits.batchWait)
      }
    }
    return batch
  }

  mutating func rotate(_ entry: Entry) -> RotateOptions? {
    var rotate = RotateOptions()
    members(entry, Grammar.rotate) { reader, member in
      switch member.name {
      case "size": rotate.size = reader.number(member, Limits.rotateSize)
      default: rotate.everyMilliseconds = reader.number(member, Limits.rotateEvery)
      }
    }
    return rotate
  }

  mutating func download(_ entry: Entry) -> DownloadDeclaration {
    var download = DownloadDeclaration()
    members(entry, Grammar.download) { reader, member in
      let words = "'\(member.name)'"
      switch member.name {
      case "user": download.user = reader.text(member.value, words)
      case "password": download.password = reader.text(member.value, words)
      case "sha256": download.sha256 = reader.text(member.value, words)
      case "ca_file": download.caFile = reader.text(member.value, words)
      case "max_size": download.maxSize = reader.number(member, Limits.downloadSize)
      case "retry": download.retry = reader.retry(member)
      default: download.timeoutMilliseconds = reader.number(member, Limits.downloadTimeout)
      }
    }
    return download
  }

  /// Reads the known members of a map; says which are unknown, and that none is there.
  private mutating func members(
    _ entry: Entry, _ keys: Grammar.Keys, _ read: (inout FileReader, Entry) -> Void
  ) {
    guard let members = map(entry.value, "'\(entry.name)'") else { return }
    if members.isEmpty { report(.emptyList(entry.name), entry.value.span) }
    for member in members {
      if keys.known.contains(member.name) {
        read(&self, member)
      } else {
        reportKey(member.name, member.key.span, keys, place: "'\(entry.name)'")
      }
    }
  }

  /// A number, size or duration within its limits.
  mutating func number(_ entry: Entry, _ type: OptionType) -> Int? {
    guard let text = text(entry.value, "'\(entry.name)'", wanted: type.words) else { return nil }
    if case .integer(let number)? = type.value(text.text) { return number }
    report(.badValue(text.text, option: entry.name, wanted: type.summary), text.span)
    return nil
  }

  /// One of the words of a type.
  mutating func choice<Value: CaseIterable & RawRepresentable<String>>(
    _ entry: Entry, _ type: Value.Type
  ) -> Value? {
    guard let text = text(entry.value, "'\(entry.name)'") else { return nil }
    if let value = Value(rawValue: text.text) { return value }
    let names = type.allCases.map(\.rawValue).joined(separator: " | ")
    report(.badValue(text.text, option: entry.name, wanted: names), text.span)
    return nil
  }
}
