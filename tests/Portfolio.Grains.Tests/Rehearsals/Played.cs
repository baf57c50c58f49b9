using Portfolio.Contracts.V1;
using Portfolio.Grains.Rehearsals;
using Portfolio.Grains.Runs;

namespace Portfolio.Grains.Tests.Rehearsals;

/// <summary>Playing rehearsals with few words.</summary>
static class Played
{
    /// <summary>The name of a rehearsal that nobody else uses.</summary>
    public static string NewName() => $"workspaces/default/rehearsals/{Guid.NewGuid():N}";

    /// <summary>Creates a rehearsal.</summary>
    public static async Task<IRehearsalGrain> Rehearse(this Cluster cluster, string yaml = Some.Yaml, int replication = 3, string? name = null)
    {
        var grain = cluster.Grains.GetGrain<IRehearsalGrain>(name ?? NewName());
        await grain.Create(StateOf(yaml, replication), new RehearsalLog());
        return grain;
    }

    /// <summary>What a server would keep of it.</summary>
    public static RehearsalState StateOf(string yaml = Some.Yaml, int replication = 3)
    {
        var plan = Some.Plan(yaml);
        return new RehearsalState
        {
            Plan = plan,
            Rehearsal = new Rehearsal
            {
                Portfolio = "workspaces/default/portfolios/some",
                Seed = 7,
                Replication = replication,
                Start = plan.Portfolio.Start,
                Months = (int)plan.Portfolio.Months.Value,
                Manifest = new Manifest { PlanHash = PlanHash.Of(plan, 7, point: false) },
            },
        };
    }

    /// <summary>Gives a command with an id of its own.</summary>
    public static Task<AppliedCommand> Give(this IRehearsalGrain rehearsal, Action<RehearsalCommand> what, string author = "ann")
    {
        var command = new RehearsalCommand { Id = Guid.NewGuid().ToString("N"), Author = author };
        what(command);
        return rehearsal.Apply(command);
    }

    /// <summary>Lives through months.</summary>
    public static Task<AppliedCommand> Step(this IRehearsalGrain rehearsal, int months) => rehearsal.Give(command => command.Step = new StepCommand { Months = months });

    /// <summary>Makes an event happen from now on.</summary>
    public static Task<AppliedCommand> Intervene(this IRehearsalGrain rehearsal, Event happening, string author = "ann") =>
        rehearsal.Give(command => command.Intervene = new InterveneCommand { Event = happening }, author);

    /// <summary>Goes back.</summary>
    public static Task<AppliedCommand> GoBack(this IRehearsalGrain rehearsal, int month, bool keepInterventions = false) =>
        rehearsal.Give(command => command.Back = new BackCommand { Month = month, KeepInterventions = keepInterventions });

    /// <summary>Frames up to one for which something holds, without signs of life.</summary>
    public static async Task<List<RehearsalFrame>> Frames(this IRehearsalGrain rehearsal, Func<RehearsalFrame, bool> last, long after = 0)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience.Limit);
        var frames = new List<RehearsalFrame>();
        await foreach (var frame in rehearsal.Watch(new StreamPosition(0, after), patience.Token))
        {
            if (frame.Heartbeat is not null || frame.Resumed is not null)
                continue;
            frames.Add(frame);
            if (last(frame))
                break;
        }

        return frames;
    }

    /// <summary>A budget cut.</summary>
    public static Event Cut(double factor = 0.3) => new() { Budget = new BudgetFactor { Factor = new Number { Value = factor } } };
}
