extension FunctionCatalog {
  static let web: [FunctionSpec] = [
    FunctionSpec(
      "url", .web, .web(.url), ["url(text): URL"],
      "takes a URL apart: its members are scheme, host, port, path, query and fragment",
      "url(\"https://a.example/x?y=1\").host // \"a.example\""),
    FunctionSpec(
      "query", .web, .web(.query), ["query(text, text): text", "query(URL, text): text"],
      "gives the decoded value of a key in the query of a URL, or of a query alone; null without it",
      "query(\"https://a.example/?utm_source=news\", \"utm_source\") // \"news\""),
    FunctionSpec(
      "date", .web, .time(.day), ["date(timestamp): text", "date(timestamp, text): text"],
      "gives the day of a time, in UTC or in a time zone",
      "date(timestamp(\"2026-11-21T23:12:24Z\"), \"Europe/Berlin\") // \"2026-11-22\""),
    FunctionSpec(
      "hash", .web, .web(.hash), ["hash(text, text): text", "hash(bytes, text): text"],
      "gives a digest in hexadecimal digits, by md5, sha1, sha256 or sha512",
      "hash(\"a\", \"md5\") // \"0cc175b9c0f1b6a831c399e269772661\""),
    FunctionSpec(
      "base64.encode", .web, .web(.encodeBase64), ["base64.encode(bytes): text"],
      "writes bytes as Base64", "base64.encode(b\"hi\") // \"aGk=\""),
    FunctionSpec(
      "base64.decode", .web, .web(.decodeBase64), ["base64.decode(text): bytes"],
      "reads Base64 of either alphabet, with or without the equals signs at its end",
      "string(base64.decode(\"aGk\")) // \"hi\""),
  ]
}
