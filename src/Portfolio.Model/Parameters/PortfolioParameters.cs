using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Portfolio.Model.Parameters;

/// <summary>Every number of the programme itself in one replication; fields are named as in <see cref="InitiativeParameters"/>.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct PortfolioParameters
{
    public double BudgetSettlementCv;
    public double BudgetCarryForward;
    public double BudgetCarry;
    public double AllocationEvidenceBar;
    public PostParameters Leadership;
    public double FrameworkStrength;
    public double FrameworkProgrammeWeight;
    public double FrameworkResetProbability;
    public double FrameworkResetLoss;
    public double FrameworkErosion;
    public double FrameworkPlannedSpendPerMonth;
    public double FrameworkFullSpendPerMonth;
    public double FrameworkGain;
    public double FrameworkDecay;
    public LeverParametersByKind Levers;
    public double ReferenceAlignment;
    public double ReferenceEvidence;
    public double ReferenceStability;
    public double ValuationDiscountRate;
    public double ValuationHealthDiscountRate;
    public double ValuationQalyValue;
    public double ImplementingCapacity;
    public double ScaledShare;
    public double SustainMonths;
}

/// <summary>The numbers of a leader's post.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct PostParameters
{
    public double TenureMonths;
    public double TenureShape;
    public double VacancyMonths;
    public double VacancyCv;
    public double InitialEffectiveness;
    public double VacantEffectiveness;
    public double RampMonths;
    public double TurnoverStress;
    public double MonthsInPost;
}

/// <summary>The numbers of a lever.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct LeverParameters
{
    public double Start;
    public double PlannedSpendPerMonth;
    public double FullSpendPerMonth;
    public double Gain;
    public double Decay;
}

/// <summary>The five levers, in the order of <see cref="Lever"/>.</summary>
[InlineArray(Length)]
public struct LeverParametersByKind
{
    /// <summary>Number of levers.</summary>
    public const int Length = 5;

    LeverParameters first;
}

/// <summary>The five levers.</summary>
public enum Lever
{
    /// <summary>People who can judge, buy and use AI.</summary>
    Capability,

    /// <summary>Communities that share what they learnt.</summary>
    Community,

    /// <summary>Shared technical platforms.</summary>
    Infrastructure,

    /// <summary>Help with implementing.</summary>
    Implementation,

    /// <summary>Regulation and procurement.</summary>
    Regulation,
}
