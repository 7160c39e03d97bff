import AnonymizeIPStage
import CampaignAttributionStage
import Connectors
import Downloads
import FilterStage
import Formats
import IPLookupStage
import LookupStage
import RefererParserStage
import SetStage
public import StageKit
import UserAgentParserStage

/// What is installed: the explicit, sorted list. `scripts/new-enrichment` adds a stage.
public enum Catalog {
  public static let registry = Registry(
    stages: [
      .stage(AnonymizeIP.self),
      .stage(CampaignAttribution.self),
      .stage(Filter.self),
      .stage(IPLookup.self),
      .stage(LookupFields.self),
      .stage(RefererParser.self),
      .stage(SetFields.self),
      .stage(UserAgentParser.self),
    ],
    lookups: [
      .lookup(CSVProvider.self),
      .lookup(InlineProvider.self),
      .lookup(MMDBProvider.self),
      .lookup(NDJSONProvider.self),
      .lookup(RefererProvider.self),
      .lookup(UAPProvider.self),
    ],
    sources: [
      .source(FilesSource.self),
      .source(StdinSource.self),
    ],
    sinks: [
      .sink(DiscardSink.self),
      .sink(FilesSink.self),
      .sink(StdoutSink.self),
    ],
    formats: [
      .input(ClojureTomcat.self),
      .input(CloudFront.self),
      .input(Combined.self),
      .input(HTTPRequests.self),
      .input(NDJSONInput.self),
      .output(FailedJSONOutput.self),
      .output(NDJSONOutput.self),
      .output(SnowplowTSVOutput.self),
      .output(TSVOutput.self),
    ]
  ).adding(fetcher: Downloader())
}
