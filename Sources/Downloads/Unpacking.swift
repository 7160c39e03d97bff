import Connectors
import FileSystem
import StageKit

/// Makes the data of what came: out of gzip or zstd, out of a tar archive, by its content.
///
/// Shape: names in an archive choose a file and nothing else, so that none leads anywhere.
enum Unpacking {
  struct Result {
    let file: ScratchFile
    let checksum: String
  }

  static func unpack(
    _ file: ScratchFile, checksum: String, in folder: String, limit: Int
  ) throws(TransferFault) -> Result {
    var result = Result(file: file, checksum: checksum)
    let packed = try result.file.reading()
    let mark = head(packed, count: PackedFile.headBytes)
    if PackedFile.isPacked(mark) {
      result = try unpack(packed, mark, in: folder, limit: limit)
    }
    let archive = try result.file.reading()
    guard TarMember.begins(head(archive, count: TarMember.blockBytes)) else { return result }
    let size = FileStatus.of(archive)?.size ?? 0
    let member = try TarMember.chosen(of: try TarMember.list(archive, size: size))
    return try copy(member, of: archive, in: folder, limit: limit)
  }

  private static func head(_ file: Descriptor, count: Int) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    let got = bytes.withUnsafeMutableBytes { file.peek(into: $0, at: 0) } ?? 0
    return Array(bytes.prefix(got))
  }

  private static func unpack(
    _ packed: Descriptor, _ mark: [UInt8], in folder: String, limit: Int
  ) throws(TransferFault) -> Result {
    let target = try ScratchFile(in: folder)
    var refusal: TransferFault?
    do throws(Failure) {
      try PackedFile.unpack(packed, head: mark, name: "it") { bytes throws(Failure) in
        do throws(TransferFault) { try target.add(bytes, limit: limit) } catch {
          refusal = error
          throw Failure(.input, error.words)
        }
      }
    } catch {
      throw refusal ?? TransferFault(error.message)
    }
    return Result(file: target, checksum: target.checksum())
  }

  private static func copy(
    _ member: TarMember, of archive: Descriptor, in folder: String, limit: Int
  ) throws(TransferFault) -> Result {
    let target = try ScratchFile(in: folder)
    let room = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 * 1024, alignment: 64)
    defer { room.deallocate() }
    var place = member.offset
    while place < member.offset + member.size {
      let left = Int(min(member.offset + member.size - place, UInt64(room.count)))
      let part = UnsafeMutableRawBufferPointer(rebasing: room[..<left])
      guard archive.peek(into: part, at: place) == left else {
        throw TransferFault("the archive is cut off")
      }
      try target.add(UnsafeRawBufferPointer(part), limit: limit)
      place += UInt64(left)
    }
    return Result(file: target, checksum: target.checksum())
  }
}
