using System.Runtime.CompilerServices;
using Portfolio.Model.Parameters;

namespace Portfolio.Model.Simulation;

/// <summary>
/// The signals that the initiatives of a portfolio show in a month, and what each of them sees of the others: whom it waits for, how
/// its family fares, how many want help with implementing.
/// </summary>
public sealed class Signals
{
    readonly (int Family, Prerequisite[] Prerequisites)[] ties;
    readonly Signal[] shown;
    readonly double[] familyCommitted;
    readonly int[] familyStarted;
    readonly bool[] familyHasIncident;
    double capacity;

    /// <summary>No signals yet.</summary>
    public Signals(PortfolioModel model)
    {
        ties = model.Ties;
        shown = new Signal[ties.Length];
        var families = 1 + ties.Max(each => each.Family);
        familyCommitted = new double[families];
        familyStarted = new int[families];
        familyHasIncident = new bool[families];
    }

    /// <summary>Takes an initiative's signal: once its month is open, and again once its money has come.</summary>
    public void Show(int initiative, in Signal signal) => shown[initiative] = signal;

    /// <summary>Whether an initiative's delivery waits for others, and how many it was to wait for stopped unmet. Holds once all months are open.</summary>
    public (bool Blocked, int Lost) Dependencies(int initiative)
    {
        var blocked = false;
        var lost = 0;
        foreach (var (other, reached) in ties[initiative].Prerequisites)
        {
            if (shown[other].Furthest >= reached)
                continue;
            if (shown[other].Stopped)
                lost++;
            else
                blocked = true;
        }

        return (blocked, lost);
    }

    /// <summary>Sums up what all show once their money has come.</summary>
    public void SumUp(in PortfolioParameters parameters)
    {
        SumFamilies();
        capacity = CapacityShare(parameters.ImplementingCapacity);
    }

    /// <summary>What an initiative's sites see of the others, once that is summed up.</summary>
    public Neighbourhood Around(int initiative) => new(capacity, FamilyCommittedShare(initiative), FamilyOpenness(initiative));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void SumFamilies()
    {
        Array.Clear(familyCommitted);
        Array.Clear(familyStarted);
        Array.Clear(familyHasIncident);
        for (var i = 0; i < shown.Length; i++)
        {
            var family = ties[i].Family;
            if (family < 0 || !shown[i].Started)
                continue;
            familyCommitted[family] += shown[i].CommittedShare;
            familyStarted[family]++;
            familyHasIncident[family] |= shown[i].FamilyOpenness != 1;
        }
    }

    double CapacityShare(double helped)
    {
        var implementing = 0.0;
        foreach (var signal in shown)
        {
            if (signal.Active)
                implementing += signal.Implementing;
        }

        return implementing == 0 ? 1 : Math.Min(1, helped / implementing);
    }

    double FamilyCommittedShare(int index)
    {
        var family = ties[index].Family;
        if (family < 0)
            return 0;
        var own = shown[index].Started ? 1 : 0;
        var others = familyStarted[family] - own;
        return others == 0 ? 0 : (familyCommitted[family] - own * shown[index].CommittedShare) * (1.0 / others);
    }

    double FamilyOpenness(int index)
    {
        var family = ties[index].Family;
        var openness = 1.0;
        if (family < 0 || !familyHasIncident[family])
            return openness;
        for (var other = 0; other < shown.Length; other++)
        {
            if (other != index && ties[other].Family == family)
                openness *= shown[other].FamilyOpenness;
        }

        return openness;
    }
}
