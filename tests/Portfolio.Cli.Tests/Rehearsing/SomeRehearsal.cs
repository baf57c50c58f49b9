using Portfolio.Cli.Rehearsing;
using Portfolio.Contracts.V1;

namespace Portfolio.Cli.Tests.Rehearsing;

/// <summary>A rehearsal of two initiatives, and frames of it.</summary>
static class SomeRehearsal
{
    /// <summary>A table before its first month.</summary>
    public static Table Table() => new(new Rehearsal
    {
        Name = "workspaces/default/rehearsals/r",
        Portfolio = "workspaces/default/portfolios/my-trusts",
        Scenario = "workspaces/default/portfolios/my-trusts/scenarios/cut",
        Replication = 7,
        Start = "2022-01",
        Months = 24,
    });

    /// <summary>A month in which something happened to the first initiative.</summary>
    public static RehearsalFrame Month(int month, long sequence) => new()
    {
        Sequence = sequence,
        Month = new RehearsedMonth
        {
            Month = month,
            CalendarMonth = (Model.Month.Of(2022, 1) + month).ToString(),
            Happenings = { new Happening { Subject = "initiatives/stroke-triage", Month = month, Text = $"stroke-triage: leader left after {19 + month} months" } },
            Programme = new RehearsedProgramme
            {
                Budget = 1.2e6,
                Need = 2e6,
                Received = 1.2e6,
                Framework = 0.4,
                Levers = { 0.1, 0.2, 0.3, 0.4, 0.5 },
                Post = new PostStanding { Occupied = true, MonthsInPost = 7 },
            },
            Initiatives =
            {
                Initiative("stroke-triage", Stage.Adoption),
                Initiative("ward-scribe", Stage.Validation),
            },
        },
    };

    /// <summary>Somebody went back.</summary>
    public static RehearsalFrame Back(int month, long sequence, params int[] undone) =>
        new() { Sequence = sequence, WentBack = new WentBack { Month = month, Author = "pat", UndoneInterventions = { undone } } };

    static RehearsedInitiative Initiative(string id, Stage stage) => new()
    {
        Id = id,
        Stage = stage,
        Started = true,
        Progress = 0.4,
        Post = new PostStanding { Occupied = stage == Stage.Validation, MonthsInPost = 5 },
        Need = 1e6,
        Received = 6e5,
        Funded = 0.6,
        Live = 3,
        Contracting = { 1, 2, 3, 4 },
        Implementing = 5,
        Eligible = 61,
    };
}
