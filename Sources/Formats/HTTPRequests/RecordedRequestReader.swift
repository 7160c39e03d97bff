import StageKit

/// Reads requests from JSON objects.
struct RecordedRequestReader {
  private var request = RecordedRequest()
  private var search = ClientAddress.HeaderSearch()
  /// What headers say; keys of the record go before them.
  private var agent: Bytes?
  private var referer: Bytes?
  private var contentType: Bytes?
  private var cookie: Bytes?
  private let arena: Arena

  private init(_ arena: Arena) { self.arena = arena }

  /// The request of a line.
  ///
  /// Errors: it is no JSON object, or one of the keys has a value of another type.
  static func read(_ line: Bytes, _ arena: Arena) throws(Failure) -> RecordedRequest {
    var reader = RecordedRequestReader(arena)
    var failure: Failure?
    do throws(JSONError) {
      var scanner = JSONScanner(line)
      try scanner.enterObject()
      while let member = try scanner.nextMember() {
        if let wrong = try reader.take(member), failure == nil {
          failure = Failure(.parse, "'\(member.key.string)' of the request is no \(wrong)")
        }
      }
      try scanner.finish()
    } catch { throw Failure(.parse, "not a JSON object: \(error)") }
    if let failure { throw failure }
    return reader.finish()
  }

  /// Takes a key; gives what its value should be when it is something else.
  private mutating func take(_ member: JSONMember) throws(JSONError) -> String? {
    let name = member.name(arena: arena)
    let value = member.value
    if value.kind == .null { return nil }
    if name == "headers" { return try takeHeaders(value) ? nil : "list of headers" }
    if name == "timestamp" || name == "received_at_ms" {
      request.time = time(value)
      return nil
    }
    let text = value.text(arena: arena)
    guard assign(name, text.flatMap { $0.isEmpty ? nil : $0 }) else { return nil }
    return text == nil ? "text" : nil
  }

  /// Assigns a text; false when no key has that name.
  private mutating func assign(_ name: Bytes, _ text: Bytes?) -> Bool {
    if name == "method" {
      request.method = text
    } else if name == "path" {
      request.path = text
    } else if name == "querystring" {
      request.query = text
    } else if name == "target" {
      request.target = text
    } else if name == "body" {
      request.body = text
    } else if name == "body_base64" {
      request.encodedBody = text
    } else if name == "contentType" {
      request.contentType = text
    } else {
      return assignClient(name, text)
    }
    return true
  }

  private mutating func assignClient(_ name: Bytes, _ text: Bytes?) -> Bool {
    if name == "ip" || name == "ipAddress" || name == "peer_ip" {
      request.address = text
    } else if name == "userAgent" {
      request.agent = text
    } else if name == "refererUri" {
      request.referer = text
    } else if name == "networkUserId" {
      request.networkUser = text
    } else if name == "collector" {
      request.collector = text
    } else {
      return false
    }
    return true
  }

  private func time(_ value: JSONValue) -> Int64? {
    guard value.kind != .number else { return NumberText.int64(value.raw) }
    guard let text = value.text(arena: arena) else { return nil }
    return TimestampText.parse(rfc3339: text) ?? NumberText.int64(text)
  }

  // MARK: headers

  private mutating func takeHeaders(_ value: JSONValue) throws(JSONError) -> Bool {
    var scanner = JSONScanner(value.raw)
    if value.kind == .object {
      try scanner.enterObject()
      while let member = try scanner.nextMember() {
        guard let text = member.value.text(arena: arena) else { return false }
        take(header: member.name(arena: arena), text)
      }
      return true
    }
    guard value.kind == .array else { return false }
    try scanner.enterArray()
    while let element = try scanner.nextElement() {
      guard try take(header: element) else { return false }
    }
    return true
  }

  /// Takes `"Name: value"` or `["Name", "value"]`.
  private mutating func take(header: JSONValue) throws(JSONError) -> Bool {
    if let text = header.text(arena: arena) {
      let colon = text.firstIndex(of: 58) ?? text.count
      let hasBlank = colon + 1 < text.count && text[colon + 1] == 32
      take(header: text.prefix(colon), hasBlank ? text.dropFirst(colon + 2) : Bytes.empty)
      return true
    }
    guard header.kind == .array else { return false }
    var scanner = JSONScanner(header.raw)
    try scanner.enterArray()
    guard let name = try scanner.nextElement()?.text(arena: arena),
      let value = try scanner.nextElement()?.text(arena: arena), try scanner.nextElement() == nil
    else { return false }
    take(header: name, value)
    return true
  }

  private mutating func take(header name: Bytes, _ value: Bytes) {
    search.add(name, value)
    if name.equalsFolded("sp-anonymous") { request.isAnonymous = true }
    guard !value.isEmpty else { return }
    if name.equalsFolded("user-agent") { agent = value }
    if name.equalsFolded("referer") { referer = value }
    if name.equalsFolded("content-type") { contentType = value }
    if name.equalsFolded("cookie"), let user = RecordedRequestReader.user(ofCookies: value) {
      cookie = user
    }
  }

  /// The value of the cookie `sp`.
  private static func user(ofCookies text: Bytes) -> Bytes? {
    var rest = text
    while !rest.isEmpty {
      let end = rest.firstIndex(of: 59) ?? rest.count
      var pair = rest.prefix(end)
      while pair.count > 0, pair[0] == 32 { pair = pair.dropFirst(1) }
      while pair.count > 0, pair[pair.count - 1] == 32 { pair = pair.dropLast(1) }
      if pair.hasPrefix("sp="), pair.count > 3 { return pair.dropFirst(3) }
      rest = rest.dropFirst(min(end + 1, rest.count))
    }
    return nil
  }

  private func finish() -> RecordedRequest {
    var request = request
    request.agent = request.agent ?? agent
    request.referer = request.referer ?? referer
    request.contentType = request.contentType ?? contentType
    if !request.isAnonymous { request.networkUser = request.networkUser ?? cookie }
    request.forwarded = search.address(arena: arena)
    request.complete(arena)
    return request
  }
}
