import DiagnosticKit
import StageKit

extension Checker {
  /// How the data of a lookup is fetched; nil when its path is none of the web, or is wrong.
  mutating func download(_ declaration: LookupDeclaration) -> DownloadPlan? {
    let name = declaration.name.text
    guard let path = declaration.path, WebAddress.isAddress(path.text) else {
      if let span = declaration.keys["download"], declaration.path != nil || !declaration.hasPath {
        report(.downloadOfFile(name), span)
      }
      return nil
    }
    guard let address = address(path, of: name), let fetcher = registry.fetcher else { return nil }
    if let lack = fetcher.lack {
      report(.downloadsImpossible(name, lack: lack), path.span)
    }
    return DownloadPlan(
      request: request(address, declaration.download, of: name), fetcher: fetcher)
  }

  private mutating func address(_ text: Placed, of name: String) -> WebAddress? {
    do throws(WebAddress.Problem) { return try WebAddress(text.text) } catch {
      // A line with a password is not shown.
      report(.badAddress(name, error), error == .hasCredentials ? nil : text.span)
      return nil
    }
  }

  private mutating func request(
    _ address: WebAddress, _ download: DownloadDeclaration?, of name: String
  ) -> FetchRequest {
    var request = FetchRequest(address)
    guard let download else { return request }
    request.user = download.user?.text
    if let password = download.password {
      request.password = password.text
      hide([password.node])
    }
    // Without a place: the line with the password is not shown.
    if download.user == nil, download.password != nil { report(.passwordWithoutUser(name), nil) }
    request.checksum = download.sha256.flatMap { checksum($0, of: name) }
    request.caFile = download.caFile.map {
      let folder = loader.folder(of: $0.span)
      return $0.text.hasPrefix("/") ? $0.text : folder + "/" + $0.text
    }
    request.sizeLimit = download.maxSize ?? request.sizeLimit
    request.timeoutMilliseconds = download.timeoutMilliseconds ?? request.timeoutMilliseconds
    request.retries = download.retry?.times ?? request.retries
    request.waitMilliseconds = download.retry?.waitMilliseconds ?? request.waitMilliseconds
    return request
  }

  private mutating func checksum(_ text: Placed, of name: String) -> FetchRequest.Checksum? {
    let digits = text.text.lowercased()
    if digits == "beside" { return .beside }
    if WebAddress.isAddress(text.text) { return address(text, of: name).map { .address($0) } }
    let isHex = digits.utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
    if digits.utf8.count == 64, isHex { return .digits(digits) }
    report(
      .badValue(
        text.text, option: "sha256", wanted: "64 hexadecimal digits, an address, or 'beside'"),
      text.span)
    return nil
  }
}
