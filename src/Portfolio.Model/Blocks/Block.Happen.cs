using System.Runtime.CompilerServices;
using Portfolio.Model.Distributions;
using Portfolio.Model.Lanes;
using Portfolio.Model.Randomness;

namespace Portfolio.Model.Blocks;

/// <summary>What has become due in a month, lane by lane: gates, sites, incidents.</summary>
sealed unsafe partial class Block<T>
{
    /// <summary>Gates before one at which its draws are asked for.</summary>
    const int GatesAhead = 4;

    readonly DueLanes* dueOf;

    // A list of lanes, initiative after initiative, in which something is due.
    readonly int* dueLanes;

    /// <summary>Gates first, then incidents, then sites.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Happen(int month)
    {
        var end = dueLanes;
        for (var record = 0; record < count * vectors; record++)
            end = SetBits.List(end, dueOf[record].Gates, record * T.Count);
        for (var due = dueLanes; due < end; due++)
        {
            if (due + GatesAhead < end)
                FetchGate(due[GatesAhead] / lanes, due[GatesAhead] % lanes);
            MeetGate(*due / lanes, *due % lanes, month);
        }

        if (hasIncidents)
        {
            for (var i = 0; i < count; i++)
                EndIncidents(i);
        }

        MoveSites();
    }

    /// <summary>Incidents that last come nearer to their end; where none lasts, one that fires lasts from next month.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void EndIncidents(int i)
    {
        if (!plan.Members[i].HasIncidents)
            return;
        for (var v = 0; v < vectors; v++)
        {
            var s = initiatives + i * vectors + v;
            var m = Month(i, v);
            if (T.Bits(m->Active) == 0)
                continue;
            var lasts = m->Living & (s->IncidentMonths > T.Of(0));
            s->IncidentMonths -= lasts & T.Of(1);
            var lasting = T.Bits(lasts);
            for (ulong fired = dueOf[i * vectors + v].Incidents; fired != 0;)
            {
                var k = SetBits.Take(ref fired);
                Fire(ref Lane(ref s->Gap[(int)ChannelKind.Incident], k), PlaceOf(i, (int)ChannelKind.Incident, v * T.Count + k), double.MaxValue);
                if ((lasting >> k & 1) == 0)
                    Lane(ref s->IncidentMonths, k) = At(Terms(i, v)->Adoption.IncidentMonths, k);
            }
        }
    }

    /// <summary>Asks for what a gate and the stage behind it have drawn.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void FetchGate(int i, int lane)
    {
        var attempt = attempts[i * lanes + lane];
        if (attempt >= DrawnAttempts)
            return;
        var drawn = DrawnStage(i, attempt, (int)Lane(ref Of(i, lane)->Stage, lane % T.Count)) * lanes + lane;
        Near.Fetch((double*)gateLuck + drawn, 1);
        Near.Fetch((double*)rework + drawn, 1);
        Near.Fetch((double*)lengths + drawn + lanes, 1);
    }

    /// <summary>An initiative meets the gate at the end of its stage.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void MeetGate(int i, int lane, int month)
    {
        var s = Of(i, lane);
        var k = lane % T.Count;
        var t = Terms(i, lane / T.Count);
        var stage = (int)Lane(ref s->Stage, k);
        var attempt = attempts[i * lanes + lane];
        var drawn = DrawnStage(i, attempt, stage) * lanes + lane;
        var draws = DrawsOf(plan.Members[i].Entity, lane);
        var luck = attempt < DrawnAttempts ? ((double*)gateLuck)[drawn] : draws.Normal(RandomStream.Gate, 4 * attempt + stage);
        var passes = LaneOf<Delivery.Gate<T>, Delivery.Gate<Lanes1>>(ref t->Gates[stage], k);
        if (Lanes1.Bits(passes.Passed(Lane(ref s->Quality, k), luck)) != 0)
        {
            Lane(ref s->Progress, k) = 0;
            Lane(ref s->Stage, k) = Lane(ref s->Furthest, k) = stage + 1;
            if (stage + 1 == (int)Stage.Adoption)
                EnterAdoption(i, lane, month + 1);
            else
                EnterStage(i, lane);
            return;
        }

        var uniform = attempt < DrawnAttempts ? ((double*)rework)[drawn] : draws.Uniform(RandomStream.Rework, 4 * attempt + stage);
        if (uniform < At(in t->Rework[stage], k))
        {
            Lane(ref s->Progress, k) = 0;
            attempts[i * lanes + lane]++;
            EnterStage(i, lane);
        }
        else
        {
            Stop(s, k, StopReason.FailedGate, month + 1);
        }
    }

    /// <summary>What a stage costs and takes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void EnterStage(int i, int lane)
    {
        var s = Of(i, lane);
        var k = lane % T.Count;
        var t = Terms(i, lane / T.Count);
        var stage = (int)Lane(ref s->Stage, k);
        var attempt = attempts[i * lanes + lane];
        Lane(ref s->StageNeed, k) = At(t->StageCost[stage], k) * Lane(ref s->Overrun, k) + At(t->InvolvementCost, k);
        MaskLane(ref s->Delivering, k) = ulong.MaxValue;
        Lane(ref s->InverseMonths, k) = attempt < DrawnAttempts
            ? ((double*)lengths)[DrawnStage(i, attempt, stage) * lanes + lane]
            : 1 / (At(t->StageMonths[stage], k)
                * Spread.Of<Lanes1>(At(t->DurationSigma, k), DrawsOf(plan.Members[i].Entity, lane).Normal(RandomStream.StageDuration, 4 * attempt + stage)).Value);
    }

    /// <summary>One lane of some terms by itself: number by number, as both consist of nothing but lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    static TSingle LaneOf<TTerms, TSingle>(ref TTerms terms, int k)
        where TTerms : unmanaged
        where TSingle : unmanaged
    {
        TSingle single = default;
        ref var lanes = ref Unsafe.As<TTerms, double>(ref terms);
        for (var i = 0; i < sizeof(TSingle) / sizeof(double); i++)
            ((double*)&single)[i] = Unsafe.Add(ref lanes, i * T.Count + k);
        return single;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    Draws DrawsOf(uint entity, int lane) => new(model.Seed, entity, (uint)(firstReplication + lane));

    /// <summary>A lane of some lanes in memory, to be read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    static double At(in T value, int k) => Lane(ref Unsafe.AsRef(in value), k);
}
