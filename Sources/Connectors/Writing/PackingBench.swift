import Packing
import StageKit

/// What the parts of a sink are packed with: pieces, made once and used again.
final class PackingBench {
  let packers: PackerShelf
  let crew: any Crew
  /// Bytes of a piece before packing.
  private let pieceSize: Int
  private var free: [PackedPiece] = []

  /// `partSize`: the packed size after which a part ends, which pieces must not pass by far; `files`:
  /// how many are open at once, each with a piece that is filled.
  init(_ format: PackedFormat, level: Int, crew: any Crew, partSize: Int?, files: Int = 1) {
    packers = PackerShelf(format, level: level)
    self.crew = crew
    let usual = min(PackingBench.usualSize(format), PackingBench.mostFilled / files)
    pieceSize = max(min(usual, partSize ?? usual), PackingBench.smallestSize)
  }

  /// A piece knows nothing of those before it. Wide events grow by 1 % that way with gzip, and by 1 to
  /// 2 % with zstd, which looks further back: by 4 to 8 % with pieces of 1 MiB.
  private static func usualSize(_ format: PackedFormat) -> Int {
    switch format {
    case .gzip: 512 * 1024
    case .zstd: 4 * 1024 * 1024
    }
  }

  /// Bytes of all pieces that are filled at once, as long as these are not the smallest: half of what
  /// a run takes for its input.
  private static let mostFilled = 32 * 1024 * 1024

  /// Below, files grow by a tenth and more.
  private static let smallestSize = 256 * 1024

  /// Pieces that are packed or wait at most, beside the one that is filled: with as many pieces as there
  /// are threads nobody is idle, for a thread that packs makes no rows.
  var mostUnderWay: Int { max(crew.size - 1, 1) }

  func takePiece() -> PackedPiece {
    free.popLast() ?? PackedPiece(size: pieceSize, packers)
  }

  func giveBack(_ piece: PackedPiece) {
    piece.reset()
    free.append(piece)
  }
}
