import Packing
import StageKit

/// What the parts of a sink are packed with: pieces, made once and used again.
final class PackingBench {
  let packers: PackerShelf
  let crew: any Crew
  private var free: [PackedPiece] = []

  init(_ format: PackedFormat, level: Int, crew: any Crew) {
    packers = PackerShelf(format, level: level)
    self.crew = crew
  }

  /// Bytes of a piece before packing: as many as make it up that a piece knows nothing of those
  /// before it.
  var pieceSize: Int {
    switch packers.format {
    case .gzip: 512 * 1024
    case .zstd: 1024 * 1024
    }
  }

  /// Pieces that are packed or wait at most: one for each thread, one that is written, one that is
  /// ready.
  var mostUnderWay: Int { crew.size + 2 }

  func takePiece() -> PackedPiece {
    free.popLast() ?? PackedPiece(size: pieceSize, packers)
  }

  func giveBack(_ piece: PackedPiece) {
    piece.reset()
    free.append(piece)
  }
}
