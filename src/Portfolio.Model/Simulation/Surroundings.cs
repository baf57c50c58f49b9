using System.Runtime.CompilerServices;
using Portfolio.Model.Lanes;
using Portfolio.Model.Leadership;
using Portfolio.Model.Parameters;

namespace Portfolio.Model.Simulation;

/// <summary>The stocks of the five levers.</summary>
[InlineArray(LeverParametersByKind.Length)]
public struct LeverStocks
{
    double first;

    /// <summary>Stock of a lever, 0–1.</summary>
    public readonly double this[Lever lever] => this[(int)lever];
}

/// <summary>What an initiative shows the others: once the month's events have happened, and again once its money has come.</summary>
/// <param name="Started">Its life has begun.</param>
/// <param name="Active">Started and not stopped.</param>
/// <param name="Stopped">It has stopped.</param>
/// <param name="Furthest">The furthest stage it has reached.</param>
/// <param name="CommittedShare">Share of its sites that contract, implement or are live.</param>
/// <param name="Implementing">Sites that implement.</param>
/// <param name="FamilyOpenness">Factor on the openness towards the rest of its family; 1 without an incident.</param>
public readonly record struct Signal(
    bool Started, bool Active, bool Stopped, Stage Furthest, double CommittedShare, double Implementing, double FamilyOpenness);

/// <summary>What an initiative needs to know of the programme and its prerequisites to claim and to deliver.</summary>
public readonly record struct Surroundings
{
    /// <summary>Month, from the portfolio's start.</summary>
    public required int Month { get; init; }

    /// <summary>How steady leadership is, as far as that is the same for all.</summary>
    public required Stability<Lanes1> Stability { get; init; }

    /// <summary>Stocks of the levers at the month's start.</summary>
    public required LeverStocks Levers { get; init; }

    /// <summary>A prerequisite is unmet and has not stopped.</summary>
    public required bool Blocked { get; init; }

    /// <summary>Prerequisites that stopped unmet.</summary>
    public required int LostPrerequisites { get; init; }

    /// <summary>Discount factor of money, to the middle of the month.</summary>
    public required double Discount { get; init; }

    /// <summary>Discount factor of health.</summary>
    public required double HealthDiscount { get; init; }

    /// <summary>The surroundings in a month of an initiative that waits for nobody.</summary>
    /// <param name="parameters">The programme's numbers.</param>
    /// <param name="month">The month, from the portfolio's start.</param>
    /// <param name="framework">Strength of the framework, once the month is open.</param>
    /// <param name="shortfall">What the effectiveness of the programme's post lacks of 1.</param>
    /// <param name="levers">Stocks of the levers.</param>
    /// <param name="discount">Discount factor of money.</param>
    /// <param name="healthDiscount">Discount factor of health.</param>
    public static Surroundings Of(
        in PortfolioParameters parameters, int month, double framework, double shortfall, LeverStocks levers, double discount, double healthDiscount) => new()
        {
            Month = month,
            Stability = Leadership.Stability.Of<Lanes1>(framework, parameters.FrameworkProgrammeWeight, shortfall),
            Levers = levers,
            Blocked = false,
            LostPrerequisites = 0,
            Discount = discount,
            HealthDiscount = healthDiscount,
        };
}

/// <summary>What an initiative's sites see of the other initiatives, once those that the month's money starved have stopped.</summary>
/// <param name="CapacityShare">Share of implementing sites that can be helped at once, 0–1.</param>
/// <param name="FamilyCommittedShare">Mean committed share of the rest of its family.</param>
/// <param name="FamilyOpenness">Product of the family openness of the others that have an incident.</param>
public readonly record struct Neighbourhood(double CapacityShare, double FamilyCommittedShare, double FamilyOpenness);
