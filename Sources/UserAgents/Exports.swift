// The fast way in and out.
@_exported public import class EventModel.Arena
@_exported public import struct EventModel.Bytes
