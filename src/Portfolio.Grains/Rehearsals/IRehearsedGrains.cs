using Orleans.Concurrency;
using Portfolio.Contracts.V1;
using Portfolio.Model.Simulation;

namespace Portfolio.Grains.Rehearsals;

/// <summary>
/// One initiative of a rehearsal, living through its months. Key: the rehearsal's name and <c>/initiatives/{id}</c>. Each message names
/// where its month begins; a grain that does not stand there in the phase before answers with nothing, and the month begins anew.
/// </summary>
[Alias("rehearsed-initiative")]
public interface IRehearsedInitiativeGrain : IGrainWithStringKey
{
    /// <summary>Stands at the beginning of a month, which is open; lives the past again where it stood elsewhere.</summary>
    [Alias("open")]
    Task<Signal> Open(Standpoint at);

    /// <summary>Claims the month's money.</summary>
    [Alias("claim")]
    Task<InitiativeClaim?> Claim(Standpoint at, ProgrammeMonth programme, bool blocked, int lostPrerequisites);

    /// <summary>Receives a fraction of its claim.</summary>
    [Alias("receive")]
    Task<InitiativeIncome?> Receive(Standpoint at, double fraction);

    /// <summary>Lives through the month, and opens the next one.</summary>
    [Alias("advance")]
    Task<AdvancedInitiative?> Advance(Standpoint at, Neighbourhood others);
}

/// <summary>The programme of a rehearsal: its purse, its leader, its framework, its levers. Key: the rehearsal's name and <c>/programme</c>.</summary>
[Alias("rehearsed-programme")]
public interface IRehearsedProgrammeGrain : IGrainWithStringKey
{
    /// <inheritdoc cref="IRehearsedInitiativeGrain.Open"/>
    [Alias("open")]
    Task<ProgrammeMonth> Open(Standpoint at);

    /// <summary>Takes all claims, in the portfolio's order.</summary>
    /// <returns>The fraction of each that is allocated.</returns>
    [Alias("allocate")]
    Task<double[]?> Allocate(Standpoint at, Immutable<InitiativeClaim[]> claims);

    /// <summary>Books what was received, closes the month, and opens the next one.</summary>
    [Alias("close")]
    Task<AdvancedProgramme?> Close(Standpoint at, Immutable<InitiativeIncome[]> incomes);
}

/// <summary>The beginning of a month of a future.</summary>
/// <param name="Edition">Which interventions it knows.</param>
/// <param name="Month">The month, by index.</param>
[GenerateSerializer, Immutable, Alias("standpoint")]
public readonly record struct Standpoint([property: Id(0)] long Edition, [property: Id(1)] int Month)
{
    /// <summary>A month later.</summary>
    public Standpoint Next => this with { Month = Month + 1 };
}

/// <summary>What all initiatives see of the programme once its month is open.</summary>
/// <param name="StrategyReset">A new leader resets the strategy.</param>
/// <param name="Framework">Strength of the framework.</param>
/// <param name="Shortfall">What the effectiveness of the leader's post lacks of 1.</param>
/// <param name="Levers">Stocks of the levers.</param>
[GenerateSerializer, Immutable, Alias("programme-month")]
public sealed record ProgrammeMonth(
    [property: Id(0)] bool StrategyReset, [property: Id(1)] double Framework, [property: Id(2)] double Shortfall, [property: Id(3)] LeverStocks Levers);

/// <summary>What an initiative wants.</summary>
/// <param name="Need">What its month needs, in pounds.</param>
/// <param name="Amount">What it claims, in pounds.</param>
/// <param name="InAdoption">Whether it is in adoption.</param>
/// <param name="Evidence">Its evidence.</param>
[GenerateSerializer, Immutable, Alias("initiative-claim")]
public readonly record struct InitiativeClaim(
    [property: Id(0)] double Need, [property: Id(1)] double Amount, [property: Id(2)] bool InAdoption, [property: Id(3)] double Evidence);

/// <summary>What an initiative got.</summary>
/// <param name="Allocated">What the programme allocated to it, in pounds.</param>
/// <param name="Received">What it received, its grants added or taken back, in pounds.</param>
/// <param name="Signal">What the others see of it from here on.</param>
[GenerateSerializer, Immutable, Alias("initiative-income")]
public readonly record struct InitiativeIncome([property: Id(0)] double Allocated, [property: Id(1)] double Received, [property: Id(2)] Signal Signal);

/// <summary>An initiative after a month.</summary>
/// <param name="Report">Where it stands.</param>
/// <param name="Signal">What the others see of it in the next month; nothing behind the last one.</param>
[GenerateSerializer, Immutable, Alias("advanced-initiative")]
public readonly record struct AdvancedInitiative([property: Id(0)] Immutable<RehearsedInitiative> Report, [property: Id(1)] Signal Signal);

/// <summary>The programme after a month.</summary>
/// <param name="Report">Where it stands.</param>
/// <param name="Next">What all see of it in the next month; null behind the last one.</param>
[GenerateSerializer, Immutable, Alias("advanced-programme")]
public readonly record struct AdvancedProgramme([property: Id(0)] Immutable<RehearsedProgramme> Report, [property: Id(1)] ProgrammeMonth? Next);
