// What authors of stages need of the layers below comes through this one door.
@_exported public import DiagnosticKit
@_exported public import EventModel
@_exported public import Expressions
@_exported public import FileSystem
@_exported public import LookupKit
@_exported public import WebValues
