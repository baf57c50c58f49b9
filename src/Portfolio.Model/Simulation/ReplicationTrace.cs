using Portfolio.Model.Outcomes;
using Portfolio.Model.Parameters;

namespace Portfolio.Model.Simulation;

/// <summary>All that one replication lived through, month by month, so that anyone can check the model against their own; told by the plain kernel.</summary>
public sealed class ReplicationTrace
{
    static readonly (string Name, Func<InitiativeFuture, double> Value)[] OfInitiative =
    [
        ("stage", it => (int)it.Stage), ("progress", it => it.Progress), ("team", it => it.Team), ("funded", it => it.Funded), ("received", it => it.Received),
        ("stability", it => it.Stability), ("leaderInPost", it => it.LeaderInPost ? 1 : 0), ("evidence", it => it.Evidence), ("alignment", it => it.Alignment),
        ("undecided", it => it.Undecided), ("contracting", it => it.Contracting), ("implementing", it => it.Implementing), ("live", it => it.Live),
        ("abandoned", it => it.Abandoned), ("localCost", it => it.LocalCost), ("cashBenefit", it => it.CashBenefit), ("qalys", it => it.Qalys),
    ];

    static readonly (string Name, Func<PortfolioFuture, double> Value)[] OfProgramme =
    [
        ("budget", it => it.Programme.Budget), ("pot", it => it.Programme.Pot), ("received", it => it.Programme.Received), ("carried", it => it.Programme.Carried),
        ("lost", it => it.Programme.Lost), ("framework", it => it.Programme.Framework), ("leaderInPost", it => it.Programme.LeaderInPost ? 1 : 0),
        ("capability", it => it.Programme.Levers[Lever.Capability]), ("community", it => it.Programme.Levers[Lever.Community]),
        ("infrastructure", it => it.Programme.Levers[Lever.Infrastructure]), ("implementation", it => it.Programme.Levers[Lever.Implementation]),
        ("regulation", it => it.Programme.Levers[Lever.Regulation]), ("npv", it => it.Npv),
    ];

    readonly double[][][] initiatives;
    readonly double[][] programme;

    ReplicationTrace(PortfolioModel model, int replication)
    {
        initiatives = [.. model.Initiatives.Select(_ => Columns(InitiativeColumns.Count, model.Months))];
        programme = Columns(ProgrammeColumns.Count, model.Months);
        Outcomes = PlainKernel.Simulate(model, replication, See);
    }

    /// <summary>What is told of an initiative. Stages count from 0, discovery; money is in pounds, shares are 0–1, sites are counted.</summary>
    public static IReadOnlyList<string> InitiativeColumns { get; } = [.. OfInitiative.Select(column => column.Name)];

    /// <summary>What is told of the programme.</summary>
    public static IReadOnlyList<string> ProgrammeColumns { get; } = [.. OfProgramme.Select(column => column.Name)];

    /// <summary>Values of an initiative: of each column, month by month.</summary>
    public IReadOnlyList<IReadOnlyList<double>> Initiative(int index) => initiatives[index];

    /// <summary>Values of the programme: of each column, month by month.</summary>
    public IReadOnlyList<IReadOnlyList<double>> Programme => programme;

    /// <summary>The replication's end outcomes, in one row.</summary>
    public OutcomeTable Outcomes { get; }

    /// <summary>Simulates a replication.</summary>
    public static ReplicationTrace Of(PortfolioModel model, int replication) => new(model, replication);

    static double[][] Columns(int count, int months) => [.. Enumerable.Range(0, count).Select(_ => new double[months])];

    void See(PortfolioFuture future)
    {
        var month = future.Month - 1;
        for (var column = 0; column < programme.Length; column++)
            programme[column][month] = OfProgramme[column].Value(future);
        for (var i = 0; i < initiatives.Length; i++)
        {
            for (var column = 0; column < OfInitiative.Length; column++)
                initiatives[i][column][month] = OfInitiative[column].Value(future.Initiatives[i]);
        }
    }
}
