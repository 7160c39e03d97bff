import FileSystem
public import StageKit

#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#endif

/// Downloads data by HTTPS into the cache of this user.
///
/// Shape: asks for what is newer than the cache has by entity tag and date; checks size and
/// checksum, unpacks; what comes waits beside the cache until it was judged.
public struct Downloader: DataFetcher {
  /// The cache; nil: as the environment says.
  private let folder: String?

  /// Makes one for the cache that the environment says.
  public init() { folder = nil }

  init(cache folder: String) { self.folder = folder }

  package var lack: String? { CurlLibrary.lack }

  private func cache(of request: FetchRequest) throws(TransferFault) -> CacheFolder {
    let variable: (String) -> String? = { name in getenv(name).map { String(cString: $0) } }
    guard let cache = folder ?? CacheFolder.cache(variable) else {
      throw TransferFault("there is no place for a cache: RICHLINE_CACHE names a folder")
    }
    return CacheFolder(request.address, in: cache)
  }

  private var now: Int64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
  }

  // MARK: the cache

  package func cached(_ request: FetchRequest) -> FetchedData? {
    guard let cache = try? cache(of: request), let note = cache.note else { return nil }
    if cache.isWhole(note) { return cache.data(note) }
    // Damaged: the next request asks for all of it.
    cache.forget()
    return nil
  }

  package func keep(_ data: FetchedData, _ request: FetchRequest) throws(Failure) {
    guard !data.isKept else { return }
    do throws(TransferFault) {
      let size = FileStatus.size(data.path.utf8CString.map(\.self)) ?? 0
      let cache = try cache(of: request)
      do throws(SystemError) { try cache.keep(data, size: size) } catch {
        throw TransferFault("the cache '\(cache.path)' cannot be written: \(error.reason)")
      }
    } catch {
      drop(data)
      throw Downloader.failure(request, error)
    }
  }

  package func drop(_ data: FetchedData) {
    if !data.isKept { unlink(data.path) }
  }

  // MARK: downloads

  package func fetch(
    _ request: FetchRequest, _ leeway: Leeway
  ) throws(Failure) -> FetchOutcome {
    do throws(TransferFault) {
      if let lack { throw TransferFault(lack) }
      let cache = try cache(of: request)
      try cache.make(now: now)
      return try fetch(request, into: cache, leeway)
    } catch {
      throw Downloader.failure(request, error)
    }
  }

  private static func failure(_ request: FetchRequest, _ fault: TransferFault) -> Failure {
    Failure(
      .lookup, "'\(request.address.shown)' cannot be downloaded: \(fault.words)")
  }

  /// Again and again after what may pass, as long as there is leeway.
  private func fetch(
    _ request: FetchRequest, into cache: CacheFolder, _ leeway: Leeway
  ) throws(TransferFault) -> FetchOutcome {
    let sleep = leeway.sleep
    let patience = Patience(
      times: leeway.repeats ? request.retries : 0, firstWait: request.waitMilliseconds
    ) { milliseconds, _ in sleep(milliseconds) }
    var attempts = 0
    while true {
      do throws(TransferFault) {
        return try attempt(request, into: cache, while: leeway.goesOn)
      } catch {
        attempts += 1
        guard error.mayPass, patience.wait(attempts, after: Failure(.lookup, error.words)) else {
          throw leeway.goesOn() ? error : Transfer.stopped
        }
      }
    }
  }

  private func attempt(
    _ request: FetchRequest, into cache: CacheFolder, while goesOn: @escaping () -> Bool
  ) throws(TransferFault) -> FetchOutcome {
    let note = cache.note
    let file = try ScratchFile(in: cache.path)
    var transfer = Transfer(request, address: request.address)
    transfer.known = note?.marks ?? FetchedData.Marks()
    let receiver = Receiver(file.descriptor, sizeLimit: request.sizeLimit)
    let answer = try transfer.run(into: receiver, while: goesOn)
    guard let body = answer.body else {
      guard var note else { throw TransferFault("the server answers 304 unasked") }
      note.confirmed = now
      try? cache.write(note)
      return .same(cache.data(note))
    }
    guard body.byteCount > 0 else { throw TransferFault("it is empty") }
    try compare(body.checksum, request, goesOn)
    let result = try Unpacking.unpack(
      file, checksum: body.checksum, in: cache.path, limit: request.sizeLimit)
    try result.file.finish(modified: answer.modified)
    result.file.isKept = true
    return .newer(
      FetchedData(
        path: result.file.path, checksum: result.checksum, marks: answer.marks, confirmed: now,
        isKept: false))
  }

  /// Compares what came with the checksum that the pipeline file asks for.
  private func compare(
    _ checksum: String, _ request: FetchRequest, _ goesOn: @escaping () -> Bool
  ) throws(TransferFault) {
    let wanted: String
    switch request.checksum {
    case nil: return
    case .digits(let digits): wanted = digits
    case .address(let address): wanted = try fetchChecksum(request, address, goesOn)
    case .beside:
      guard let address = try? WebAddress(request.address.text + ".sha256") else {
        throw TransferFault("its address is too long for '.sha256' behind it")
      }
      wanted = try fetchChecksum(request, address, goesOn)
    }
    guard checksum == wanted else {
      throw TransferFault(
        "its SHA-256 begins with \(checksum.prefix(8)), that of 'sha256' with \(wanted.prefix(8))",
        mayPass: request.checksum == .beside)
    }
  }

  private func fetchChecksum(
    _ request: FetchRequest, _ address: WebAddress, _ goesOn: @escaping () -> Bool
  ) throws(TransferFault) -> String {
    var transfer = Transfer(request, address: address)
    // Credentials are for the host of the data.
    if address.host != request.address.host { (transfer.user, transfer.password) = (nil, nil) }
    let receiver = Receiver(nil, sizeLimit: DownloadLimits.checksumFileBytes)
    do throws(TransferFault) { _ = try transfer.run(into: receiver, while: goesOn) } catch {
      throw TransferFault(
        "its checksum '\(address.shown)' cannot be had: \(error.words)", mayPass: error.mayPass)
    }
    guard let checksum = ChecksumText.first(in: receiver.bytes) else {
      throw TransferFault("'\(address.shown)' does not begin with a SHA-256")
    }
    return checksum
  }
}

extension Transfer {
  init(_ request: FetchRequest, address: WebAddress) {
    self.init(
      address: address, user: request.user, password: request.password, caFile: request.caFile,
      timeoutMilliseconds: request.timeoutMilliseconds)
  }
}
