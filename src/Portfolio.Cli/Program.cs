using System.CommandLine;
using Portfolio.Cli;
using Portfolio.Cli.Commands;

var root = new RootCommand("Simulates portfolios of AI initiatives: which still reach the people they were made for, and what would change that.")
{
    RunCommand.Create(),
    BatchCommand.Create(),
    CompareCommand.Create(),
    ExplainCommand.Create(),
    NextPoundCommand.Create(),
    TargetsCommand.Create(),
    RestsOnCommand.Create(),
    ForecastCommand.Create(),
    WorkCommand.Runs(),
    WorkCommand.Studies(),
    WorkCommand.Batches(),
    ApplyCommand.Create(),
    ExportCommand.Create(),
    RevisionsCommand.Create(),
    DiffCommand.Create(),
    RecordCommand.Create(),
    ImportCommand.Create(),
    JournalCommand.Create(),
    BeliefCommand.Create(),
    WatchCommand.Create(),
    VerifyCommand.Create(),
    CompileCommand.Create(),
    TraceCommand.Create(),
    RehearseCommand.Create(),
    RehearsalsCommand.Create(),
    BenchCommand.Create(),
    StoreCommand.Create(),
    BackupCommand.Create(),
    RestoreCommand.Create(),
};
return await CommandLine.Invoke(root, args);
