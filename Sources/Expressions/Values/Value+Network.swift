import EventModel
import WebValues

extension Value {
  /// The place of an address or network, which the arena keeps.
  private static func place<T: BitwiseCopyable>(_ value: T, _ kind: Kind, _ arena: Arena) -> Value {
    let place = arena.allocate(T.self)
    place.initialize(to: value)
    return Value(bits: UInt64(UInt(bitPattern: place)), count: 0, kind: kind)
  }

  static func address(_ address: IPAddress, _ arena: Arena) -> Value {
    place(address, .address, arena)
  }

  static func network(_ network: IPNetwork, _ arena: Arena) -> Value {
    place(network, .network, arena)
  }

  var address: IPAddress {
    UnsafePointer<IPAddress>(bitPattern: UInt(bits)).unsafelyUnwrapped.pointee
  }

  var network: IPNetwork {
    UnsafePointer<IPNetwork>(bitPattern: UInt(bits)).unsafelyUnwrapped.pointee
  }
}
