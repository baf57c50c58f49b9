using System.Runtime.CompilerServices;

namespace Portfolio.Model.Blocks;

/// <summary>Initiatives that start, enter adoption and stop: what changes for the months to come.</summary>
sealed unsafe partial class Block<T>
{
    readonly int* nextStart;

    /// <summary>Starts an initiative in the lanes in which this is its first month.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Start(int i, int month)
    {
        nextStart[i] = int.MaxValue;
        for (var lane = 0; lane < lanes; lane++)
        {
            var start = Math.Max(0, calendars[lane].Initiative(i).StartMonth);
            if (start == month)
                StartLane(i, lane, month);
            else if (start > month)
                nextStart[i] = Math.Min(nextStart[i], start);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void StartLane(int i, int lane, int month)
    {
        var member = plan.Members[i];
        var s = Of(i, lane);
        var k = lane % T.Count;
        MaskLane(ref s->Started, k) = ulong.MaxValue;
        if (member.Family >= 0)
            Lane(ref familyStarted[member.Family * vectors + lane / T.Count], k)++;
        var stage = (Stage)Lane(ref s->Stage, k);
        if (stage == Stage.Adoption)
            EnterAdoption(i, lane, month);
        else if (stage < Stage.Adoption)
            EnterStage(i, lane);
    }

    /// <summary>An initiative enters adoption: its channels begin, and it is known how long it will be supported.</summary>
    /// <param name="i">The initiative.</param>
    /// <param name="lane">The lane.</param>
    /// <param name="first">First month that it lives through in adoption.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void EnterAdoption(int i, int lane, int first)
    {
        var s = Of(i, lane);
        var k = lane % T.Count;
        MaskLane(ref s->Delivering, k) = 0;
        MaskLane(ref s->Adopting, k) = ulong.MaxValue;
        Lane(ref s->StageNeed, k) = 0;
        BeginChannels(i, lane);
        var left = At(Terms(i, lane / T.Count)->SupportMonths, k) - numbers[lane].Initiative(i).MonthsInAdoption;
        SupportUntil(i, lane, first + Math.Max(0, Math.Ceiling(left)), first);
    }

    /// <summary>Central support ends.</summary>
    /// <param name="i">The initiative.</param>
    /// <param name="lane">The lane.</param>
    /// <param name="end">First month without it.</param>
    /// <param name="now">First month from which that counts. What comes of the sites without support is seen some months later, but not before this one's end.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void SupportUntil(int i, int lane, double end, int now)
    {
        var k = lane % T.Count;
        Lane(ref Of(i, lane)->SupportedUntil, k) = end;
        var alone = Math.Ceiling(At(programmeTerms[lane / T.Count].SustainMonths, k));
        Lane(ref records[i * vectors + lane / T.Count].SeenIn, k) = Math.Max(now, end - 1 + alone);
    }

    /// <summary>An initiative stops in a lane.</summary>
    /// <param name="s">Its state.</param>
    /// <param name="k">The lane among those side by side.</param>
    /// <param name="reason">Why.</param>
    /// <param name="month">First month in which it is no longer active.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Stop(InitiativeLanes<T>* s, int k, StopReason reason, int month)
    {
        MaskLane(ref s->Delivering, k) = 0;
        Lane(ref s->StageNeed, k) = 0;
        Lane(ref s->Stage, k) = (double)Stage.Stopped;
        Lane(ref s->StopReason, k) = (double)reason;
        Lane(ref s->StoppedIn, k) = month;
        Lane(ref s->IncidentMonths, k) = 0;
    }
}
