// The main file of a program of one's own names its stages by what this door shows.
@_exported public import StageKit
