using Portfolio.Model.Delivery;
using Portfolio.Model.Events;
using Portfolio.Model.Funding;
using Portfolio.Model.Lanes;
using Portfolio.Model.Parameters;
using Portfolio.Model.Randomness;
using Portfolio.Model.Simulation;

namespace Portfolio.Model;

/// <summary>The stages an initiative walks through.</summary>
public enum Stage
{
    /// <summary>Finding out whether there is a need and a way to meet it.</summary>
    Discovery,

    /// <summary>Building the technology.</summary>
    Development,

    /// <summary>Gathering evidence that it works.</summary>
    Validation,

    /// <summary>Getting it approved.</summary>
    Approval,

    /// <summary>Sites decide, contract, implement, use and sometimes abandon it.</summary>
    Adoption,

    /// <summary>Nothing of it moves any more.</summary>
    Stopped,
}

/// <summary>Why an initiative stopped.</summary>
public enum StopReason
{
    /// <summary>It has not.</summary>
    None,

    /// <summary>It failed a gate and was not reworked.</summary>
    FailedGate,

    /// <summary>It was starved of money for longer than its patience.</summary>
    Unfunded,

    /// <summary>A decision stopped it.</summary>
    Cancelled,
}

/// <summary>A portfolio under one scenario, resolved, checked and laid out for simulation. Immutable; a run is a function of it and of replication indices.</summary>
public sealed class PortfolioModel
{
    /// <summary>First simulated month.</summary>
    public required Month Start { get; init; }

    /// <summary>Months simulated.</summary>
    public required int Months { get; init; }

    /// <summary>Calendar month with which fiscal years begin, 1–12.</summary>
    public required int FiscalYearStartMonth { get; init; }

    /// <summary>Seed of all random numbers.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The initiatives, in the order in which they are reported.</summary>
    public required IReadOnlyList<InitiativeModel> Initiatives { get; init; }

    /// <summary>Themes, in the order of their first initiative.</summary>
    public required IReadOnlyList<string> Themes { get; init; }

    /// <summary>Draws the numbers of a replication.</summary>
    public required ParameterSampler Parameters { get; init; }

    /// <summary>Lines of the budget.</summary>
    public required IReadOnlyList<BudgetLine> Budget { get; init; }

    /// <summary>Who is paid first.</summary>
    public required AllocationRule Allocation { get; init; }

    /// <summary>Indices of the scenarios' monthly costs.</summary>
    public required IReadOnlyList<int> ScenarioCosts { get; init; }

    /// <summary>What happens.</summary>
    public required IReadOnlyList<ModelEvent> Events { get; init; }

    /// <summary>What is to be achieved.</summary>
    public required IReadOnlyList<TargetModel> Targets { get; init; }

    /// <summary>Whether the programme's post starts vacant.</summary>
    public required bool StartsVacant { get; init; }

    /// <summary>Money that comes in.</summary>
    public Income Income => income ??= new Income(this);

    /// <summary>Family of each initiative, and what its delivery waits for, as the kernels look at them every month.</summary>
    internal (int Family, Prerequisite[] Prerequisites)[] Ties =>
        ties ??= [.. Initiatives.Select(initiative => (initiative.Family, initiative.Prerequisites.ToArray()))];

    /// <summary>Of each initiative the powers of stability that speed its delivery, where they are tabulated.</summary>
    internal PowerTable?[] DeliverySteadiness => steadiness ??= Steadiness.Of(Parameters, Initiatives.Count);

    Income? income;

    PowerTable?[]? steadiness;

    (int Family, Prerequisite[] Prerequisites)[]? ties;

    /// <summary>Fiscal year of a month, counted from the one the start lies in.</summary>
    public int FiscalYearIndex(int month) =>
        (Start + month).FiscalYear(FiscalYearStartMonth) - Start.FiscalYear(FiscalYearStartMonth);

    /// <summary>The same portfolio, of whose random numbers the chosen ones come from another seed. Choosing none changes nothing.</summary>
    public PortfolioModel Redrawn(Redraw redraw) => new()
    {
        Start = Start,
        Months = Months,
        FiscalYearStartMonth = FiscalYearStartMonth,
        Seed = redraw.Chance ? redraw.Seed : Seed,
        Initiatives = Initiatives,
        Themes = Themes,
        Parameters = Parameters.Redrawn(redraw),
        Budget = Budget,
        Allocation = Allocation,
        ScenarioCosts = ScenarioCosts,
        Events = Events,
        Targets = Targets,
        StartsVacant = StartsVacant,
    };
}

/// <summary>What of an initiative is not a number.</summary>
public sealed class InitiativeModel
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Index of its theme, or −1.</summary>
    public required int Theme { get; init; }

    /// <summary>Index of its family, or −1.</summary>
    public required int Family { get; init; }

    /// <summary>First month of its life, from the portfolio's start.</summary>
    public required int StartMonth { get; init; }

    /// <summary>Stage in which it starts.</summary>
    public required Stage Stage { get; init; }

    /// <summary>Whether its post starts vacant.</summary>
    public required bool StartsVacant { get; init; }

    /// <summary>Sites contracting at the start, by sub-stage.</summary>
    public required IReadOnlyList<int> Contracting { get; init; }

    /// <summary>What its delivery waits for.</summary>
    public required IReadOnlyList<Prerequisite> Prerequisites { get; init; }

    /// <summary>Address of its random numbers.</summary>
    public uint Entity => entity ??= Fnv1a.Hash32(Id);

    uint? entity;
}

/// <summary>An initiative that must have reached a stage.</summary>
/// <param name="Initiative">Its index.</param>
/// <param name="Reached">The stage.</param>
public readonly record struct Prerequisite(int Initiative, Stage Reached);

/// <summary>A number of live sites to be reached by a month.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Initiatives">Indices of the initiatives whose sites count.</param>
/// <param name="Sites">Live sites wanted.</param>
/// <param name="By">Last month at whose end they may be reached, from the portfolio's start.</param>
public sealed record TargetModel(string Id, IReadOnlyList<int> Initiatives, double Sites, int By);
