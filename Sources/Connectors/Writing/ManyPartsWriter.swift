import FileSystem
import StageKit

/// Writes files whose paths derive from events: one part at a time of each.
///
/// Shape: parts are numbered in the order in which they are begun. A part ends when the rotation says
/// so, when another one needs its place among the open ones, at a checkpoint, or at the end of the run.
/// Which one gives way depends on the order of the rows alone: where they are cut into writes changes
/// nothing, for rows of one name in a row are one use.
/// Cost: a comparison for the name that was used last, else a hash; memory of a part for each that is
/// open.
final class ManyPartsWriter: SinkWriter, @unchecked Sendable {
  // Sendable: one thread at a time uses a writer, and nobody else has its parts.

  /// An open part and when it was used last.
  private final class Place {
    let name: [UInt8]
    let number: Int
    let part: Part
    var lastUse: UInt64

    init(_ name: [UInt8], _ number: Int, _ part: Part, _ use: UInt64) {
      self.name = name
      self.number = number
      self.part = part
      lastUse = use
    }
  }

  private let make: (_ name: [UInt8], _ number: Int) throws(Failure) -> Part
  private let run: SinkRun
  private var places: [[UInt8]: Place] = [:]
  private var latest: Place?
  private var uses: UInt64 = 0
  private var sealed: SealedParts
  private(set) var nextPart: Int
  private var first = FirstFailure()

  /// `make` opens the part of a name with a number.
  init(
    _ run: SinkRun, _ success: SuccessFile?,
    make: @escaping (_ name: [UInt8], _ number: Int) throws(Failure) -> Part
  ) {
    self.run = run
    sealed = SealedParts(run, success)
    self.make = make
    nextPart = run.firstPart
  }

  var confirmed: UInt64 { places.values.reduce(sealed.rows) { $0 + $1.part.output.confirmed } }

  func write(_ rows: UnsafeRawBufferPointer) throws(Failure) {
    throw Failure(.sink, "rows came without the file that they belong to")
  }

  func write(
    _ rows: UnsafeRawBufferPointer, to name: UnsafeRawBufferPointer
  ) throws(Failure) {
    try first.run { () throws(Failure) in
      let place = try place(of: name)
      place.part.hasRows = true
      try place.part.output.append(rows)
    }
  }

  private func place(of name: UnsafeRawBufferPointer) throws(Failure) -> Place {
    if let latest, latest.name.count == name.count, latest.name.elementsEqual(name),
      try !latest.part.isDue(run.rotation)
    {
      return latest
    }
    let name = Array(name)
    if let known = places[name], try known.part.isDue(run.rotation) { try rotate(known) }
    uses += 1
    var place = places[name]
    if place == nil { place = try begin(name) }
    place?.lastUse = uses
    latest = place
    guard let place else { throw Failure(.sink, "no file is open") }
    return place
  }

  private func begin(_ name: [UInt8]) throws(Failure) -> Place {
    if places.count >= run.maxOpen, let idle = places.values.min(by: { $0.lastUse < $1.lastUse }) {
      try seal(idle)
    }
    let place = Place(name, nextPart, try make(name, nextPart), uses)
    nextPart += 1
    try place.part.output.append(preamble: run.preamble)
    places[name] = place
    return place
  }

  func flush() throws(Failure) {
    try first.run { () throws(Failure) in
      for place in openPlaces {
        try place.part.output.flush()
        if try place.part.isDue(run.rotation) { try rotate(place) }
      }
    }
  }

  /// The open parts, by their numbers.
  private var openPlaces: [Place] { places.values.sorted { $0.number < $1.number } }

  /// Ends a part that is large or old enough.
  private func rotate(_ place: Place) throws(Failure) {
    try seal(place)
    try sealed.rotated()
  }

  /// Brings a part to the disk.
  private func seal(_ place: Place) throws(Failure) {
    try sealed.seal(place.part)
    places[place.name] = nil
    if latest === place { latest = nil }
  }

  func prepare() throws(Failure) -> [PendingName] {
    var names: [PendingName] = []
    try first.run { () throws(Failure) in
      for place in openPlaces { try seal(place) }
      names = try sealed.prepare()
    }
    return names
  }

  func endWell() { sealed.endWell() }

  func publish() throws(Failure) { try first.run { () throws(Failure) in try sealed.giveNames() } }

  func abort() {
    for place in places.values { place.part.file.discard() }
    sealed.discard()
  }
}
