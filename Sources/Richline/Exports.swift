// One import for an application that runs pipelines.
@_exported public import Engine
@_exported public import PipelineConfig
@_exported public import StageKit
@_exported public import StandardCatalog
