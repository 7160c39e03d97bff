import BotSignsStage
import OfficeNetworkStage
import RichlineCommand
import VisitNumberStage

Command.main(stages: [
  .stage(BotSigns.self), .stage(OfficeNetwork.self), .stage(VisitNumber.self),
])
