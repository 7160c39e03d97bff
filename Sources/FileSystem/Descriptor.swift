private import CFileCalls

#if canImport(Glibc)
  private import Glibc
#elseif canImport(Musl)
  private import Musl
#endif

/// An open file descriptor: calls that were interrupted go on, those that would block wait.
package final class Descriptor {
  package static let stdin: Int32 = 0
  package static let stdout: Int32 = 1

  package let number: Int32
  private let isOwned: Bool
  private var isOpen = true

  /// Descriptors that are not owned stay open.
  package init(_ number: Int32, isOwned: Bool = true) {
    self.number = number
    self.isOwned = isOwned
  }

  deinit { release() }

  /// Whether somebody has opened a descriptor.
  package static func isOpen(_ number: Int32) -> Bool { fcntl(number, F_GETFD) != -1 }

  /// Opens an existing file; never makes it our terminal, never hands it to child processes.
  ///
  /// Shape: to read a named pipe nobody need have opened its other end: who waits for that in `open`
  /// hears no request to stop. Reading waits all the same.
  package static func open(_ path: [CChar]) throws(SystemError) -> Descriptor {
    let flags = O_RDONLY | O_CLOEXEC | O_NOCTTY
    do throws(SystemError) {
      return try made { openFile(path, flags | O_NONBLOCK, 0) }
    } catch {
      // Another process has a lease on the file and must be given time to end it.
      guard error.code == EAGAIN else { throw error }
      return try made { openFile(path, flags, 0) }
    }
  }

  /// Opens a named pipe or a device to write to; nil as long as nobody reads the pipe: who waits for
  /// that in `open` hears no request to stop.
  package static func openStream(_ path: [CChar]) throws(SystemError) -> Descriptor? {
    do throws(SystemError) {
      let flags = O_WRONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK
      let descriptor = try made { openFile(path, flags, 0) }
      let kept = fcntl(descriptor.number, F_GETFL)
      guard fcntl(descriptor.number, F_SETFL, kept & ~O_NONBLOCK) == 0 else { throw .last }
      return descriptor
    } catch {
      guard error.code == ENXIO, try FileKind.at(path) == .stream else { throw error }
      return nil
    }
  }

  /// Makes a file that is not there yet.
  package static func create(_ path: String, mode: UInt32) throws(SystemError) -> Descriptor {
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOCTTY
    return try made { path.withCString { openFile($0, flags, mode) } }
  }

  /// A second descriptor of the same open file.
  package static func duplicate(_ number: Int32) throws(SystemError) -> Descriptor {
    try made { fcntl(number, F_DUPFD_CLOEXEC, 3) }
  }

  private static func made(_ call: () -> Int32) throws(SystemError) -> Descriptor {
    while true {
      let number = call()
      if number >= 0 { return Descriptor(number) }
      guard errno == EINTR else { throw .last }
    }
  }

  /// Reads some bytes, waiting for the first; 0 at the end.
  package func readSome(into room: UnsafeMutableRawBufferPointer) throws(SystemError) -> Int {
    // The number of a closed one may belong to another file by now.
    guard isOpen else { throw SystemError(code: EBADF) }
    while true {
      let count = read(number, room.baseAddress, room.count)
      if count >= 0 { return count }
      try waitAfterRefusal(POLLIN)
    }
  }

  /// Reads bytes from a place of a file; where reading goes on stays as it is. Nil when they
  /// cannot be had.
  package func peek(into room: UnsafeMutableRawBufferPointer, at offset: UInt64) -> Int? {
    var count = 0
    while count < room.count {
      let got = pread(
        number, room.baseAddress.map { $0 + count }, room.count - count,
        off_t(offset) + off_t(count))
      if got == 0 { break }
      if got < 0 {
        if errno == EINTR { continue }
        return nil
      }
      count += got
    }
    return count
  }

  /// Reads some bytes from a place of a file; 0 at its end. Where reading goes on stays as it is.
  package func readSome(
    into room: UnsafeMutableRawBufferPointer, at offset: UInt64
  ) throws(SystemError) -> Int {
    guard isOpen else { throw SystemError(code: EBADF) }
    while true {
      let count = pread(number, room.baseAddress, room.count, off_t(offset))
      if count >= 0 { return count }
      guard errno == EINTR else { throw .last }
    }
  }

  /// Goes on reading from a place of a file; false where there are no places.
  package func seek(to offset: UInt64) -> Bool {
    guard let place = off_t(exactly: offset) else { return false }
    return lseek(number, place, SEEK_SET) == place
  }

  /// Writes everything, or says how much the kernel took before it refused.
  package func writeAll(_ bytes: UnsafeRawBufferPointer) -> (taken: Int, refusal: SystemError?) {
    guard isOpen else { return (0, SystemError(code: EBADF)) }
    var taken = 0
    while taken < bytes.count {
      let count = write(number, bytes.baseAddress.map { $0 + taken }, bytes.count - taken)
      if count >= 0 {
        taken += count
        continue
      }
      do throws(SystemError) { try waitAfterRefusal(POLLOUT) } catch { return (taken, error) }
    }
    return (taken, nil)
  }

  /// Waits where the descriptor was opened as one that does not wait; goes on after a signal.
  private func waitAfterRefusal(_ events: some BinaryInteger) throws(SystemError) {
    if errno == EINTR { return }
    guard errno == EAGAIN else { throw .last }
    var wanted = pollfd(fd: number, events: Int16(events), revents: 0)
    guard poll(&wanted, 1, -1) >= 0 || errno == EINTR else { throw .last }
  }

  /// Whether `readSome` would return at once, be it with an error; false after a signal too.
  package func isReadable(within milliseconds: Int) -> Bool {
    var wanted = pollfd(fd: number, events: Int16(POLLIN), revents: 0)
    return poll(&wanted, 1, Int32(clamping: milliseconds)) > 0
  }

  /// Waits until one of several descriptors is readable, or the time is over.
  package static func wait(for numbers: [Int32], milliseconds: Int) {
    var wanted = numbers.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    poll(&wanted, UInt(wanted.count), Int32(clamping: milliseconds))
  }

  /// What the descriptor stands for.
  package var kind: FileKind? {
    var found = stat()
    return fstat(number, &found) == 0 ? FileKind(mode: found.st_mode) : nil
  }

  /// Asks the kernel to begin with bringing a part of the file to the disk, and waits for nothing:
  /// `sync` has less to do then. What cannot be begun is left to it.
  package func beginSync(from offset: Int, count: Int) {
    _ = cf_begin_sync(number, Int64(offset), Int64(count))
  }

  /// Brings everything to the disk; file systems that cannot do so are content.
  package func sync() throws(SystemError) {
    while fsync(number) != 0 {
      if errno == EINTR { continue }
      guard errno == EINVAL || errno == EROFS else { throw .last }
      return
    }
  }

  /// Closes it; only the first call does something.
  package func release() {
    guard isOpen, isOwned else { return }
    isOpen = false
    close(number)
  }

  /// Closes it and hears what the file system has kept back until now, as NFS does.
  package func finish() throws(SystemError) {
    guard isOpen, isOwned else { return }
    isOpen = false
    // After EINTR Linux has closed it all the same.
    guard close(number) == 0 || errno == EINTR else { throw .last }
  }
}

/// `open` by a name that no method hides.
private func openFile(_ path: UnsafePointer<CChar>, _ flags: Int32, _ mode: UInt32) -> Int32 {
  open(path, flags, mode)
}
