using Portfolio.Model;
using Portfolio.Model.Parameters;
using Portfolio.Model.Simulation;

namespace Portfolio.Grains.Rehearsals;

/// <summary>A <see cref="Signal"/> as it travels.</summary>
[GenerateSerializer, Alias("signal")]
public struct TravellingSignal
{
    [Id(0)] public int Flags;
    [Id(1)] public int Furthest;
    [Id(2)] public double CommittedShare;
    [Id(3)] public double Implementing;
    [Id(4)] public double FamilyOpenness;
}

/// <summary>Carries signals; the model knows nobody who does.</summary>
[RegisterConverter]
public sealed class SignalConverter : IConverter<Signal, TravellingSignal>
{
    const int Started = 1;
    const int Active = 2;
    const int Stopped = 4;

    /// <inheritdoc/>
    public Signal ConvertFromSurrogate(in TravellingSignal surrogate) => new(
        (surrogate.Flags & Started) != 0,
        (surrogate.Flags & Active) != 0,
        (surrogate.Flags & Stopped) != 0,
        (Stage)surrogate.Furthest,
        surrogate.CommittedShare,
        surrogate.Implementing,
        surrogate.FamilyOpenness);

    /// <inheritdoc/>
    public TravellingSignal ConvertToSurrogate(in Signal value) => new()
    {
        Flags = (value.Started ? Started : 0) | (value.Active ? Active : 0) | (value.Stopped ? Stopped : 0),
        Furthest = (int)value.Furthest,
        CommittedShare = value.CommittedShare,
        Implementing = value.Implementing,
        FamilyOpenness = value.FamilyOpenness,
    };
}

/// <summary>A <see cref="Neighbourhood"/> as it travels.</summary>
[GenerateSerializer, Alias("neighbourhood")]
public struct TravellingNeighbourhood
{
    [Id(0)] public double CapacityShare;
    [Id(1)] public double FamilyCommittedShare;
    [Id(2)] public double FamilyOpenness;
}

/// <summary>Carries neighbourhoods.</summary>
[RegisterConverter]
public sealed class NeighbourhoodConverter : IConverter<Neighbourhood, TravellingNeighbourhood>
{
    /// <inheritdoc/>
    public Neighbourhood ConvertFromSurrogate(in TravellingNeighbourhood surrogate) =>
        new(surrogate.CapacityShare, surrogate.FamilyCommittedShare, surrogate.FamilyOpenness);

    /// <inheritdoc/>
    public TravellingNeighbourhood ConvertToSurrogate(in Neighbourhood value) =>
        new() { CapacityShare = value.CapacityShare, FamilyCommittedShare = value.FamilyCommittedShare, FamilyOpenness = value.FamilyOpenness };
}

/// <summary><see cref="LeverStocks"/> as they travel, in the order of <see cref="Lever"/>.</summary>
[GenerateSerializer, Alias("lever-stocks")]
public struct TravellingLevers
{
    [Id(0)] public double Capability;
    [Id(1)] public double Community;
    [Id(2)] public double Infrastructure;
    [Id(3)] public double Implementation;
    [Id(4)] public double Regulation;
}

/// <summary>Carries stocks of levers.</summary>
[RegisterConverter]
public sealed class LeverStocksConverter : IConverter<LeverStocks, TravellingLevers>
{
    /// <inheritdoc/>
    public LeverStocks ConvertFromSurrogate(in TravellingLevers surrogate)
    {
        var levers = default(LeverStocks);
        levers[(int)Lever.Capability] = surrogate.Capability;
        levers[(int)Lever.Community] = surrogate.Community;
        levers[(int)Lever.Infrastructure] = surrogate.Infrastructure;
        levers[(int)Lever.Implementation] = surrogate.Implementation;
        levers[(int)Lever.Regulation] = surrogate.Regulation;
        return levers;
    }

    /// <inheritdoc/>
    public TravellingLevers ConvertToSurrogate(in LeverStocks value) => new()
    {
        Capability = value[Lever.Capability],
        Community = value[Lever.Community],
        Infrastructure = value[Lever.Infrastructure],
        Implementation = value[Lever.Implementation],
        Regulation = value[Lever.Regulation],
    };
}
