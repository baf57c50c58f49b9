namespace Portfolio.Grains;

/// <summary>Names of what grains keep: the storage provider, and each kind of state in it.</summary>
public static class StateNames
{
    /// <summary>The storage provider.</summary>
    public const string Provider = "portfolio";

    /// <summary>Portfolios.</summary>
    public const string Portfolios = "portfolios";

    /// <summary>Scenarios.</summary>
    public const string Scenarios = "scenarios";

    /// <summary>What revisions of portfolios, initiatives and scenarios say.</summary>
    public const string DefinitionRecords = "definition-records";

    /// <summary>Runs.</summary>
    public const string Runs = "runs";

    /// <summary>How far runs have come.</summary>
    public const string Checkpoints = "checkpoints";

    /// <summary>What runs found.</summary>
    public const string Results = "results";

    /// <summary>Runs that have not ended.</summary>
    public const string UnfinishedRuns = "unfinished-runs";

    /// <summary>Studies.</summary>
    public const string Studies = "studies";

    /// <summary>How far studies have come.</summary>
    public const string StudyCheckpoints = "study-checkpoints";

    /// <summary>What studies found.</summary>
    public const string Answers = "answers";

    /// <summary>Studies that have not ended.</summary>
    public const string UnfinishedStudies = "unfinished-studies";

    /// <summary>Batches.</summary>
    public const string Batches = "batches";

    /// <summary>Which items of batches have ended.</summary>
    public const string BatchCheckpoints = "batch-checkpoints";

    /// <summary>Batches that have not ended.</summary>
    public const string UnfinishedBatches = "unfinished-batches";

    /// <summary>Which run first found what there is to find of some content.</summary>
    public const string FinishedRuns = "finished-runs";

    /// <summary>Rehearsals.</summary>
    public const string Rehearsals = "rehearsals";

    /// <summary>What happened in rehearsals.</summary>
    public const string RehearsalLogs = "rehearsal-logs";

    /// <summary>How long what has ended is kept.</summary>
    public const string Retention = "retention";
}
