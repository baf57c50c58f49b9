using System.Runtime.CompilerServices;
using Portfolio.Model.Distributions;
using Portfolio.Model.Lanes;
using Portfolio.Model.Randomness;

namespace Portfolio.Model.Blocks;

/// <summary>What has become due in a month, lane by lane: gates, sites, incidents.</summary>
sealed unsafe partial class Block<T>
{
    /// <summary>Gates first, then incidents, then sites.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Happen(int i, ref Due due)
    {
        while (due.Gates != 0)
            MeetGate(i, Take(ref due.Gates));
        EndIncidents(i, ref due);
        MoveSites(i, ref due);
    }

    /// <summary>Incidents that last come nearer to their end; where none lasts, one that fires lasts from next month.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void EndIncidents(int i, ref Due due)
    {
        if (!plan.Members[i].HasIncidents)
            return;
        var lasting = 0UL;
        for (var v = 0; v < vectors; v++)
        {
            var s = initiatives + i * vectors + v;
            var m = Month(i, v);
            if (T.Bits(m->Active) == 0)
                continue;
            var lasts = m->Living & (s->IncidentMonths > T.Of(0));
            s->IncidentMonths -= lasts & T.Of(1);
            lasting |= Bits(lasts, v);
        }

        for (var bits = due.Channels[(int)ChannelKind.Incident]; bits != 0;)
        {
            var lane = Take(ref bits);
            Fire(ref Lane(ref Of(i, lane)->Time[(int)ChannelKind.Incident], lane % T.Count), ref Lane(ref Of(i, lane)->Next[(int)ChannelKind.Incident], lane % T.Count), PlaceOf(i, (int)ChannelKind.Incident, lane), double.MaxValue);
            if ((lasting >> lane & 1) == 0)
                Lane(ref Of(i, lane)->IncidentMonths, lane % T.Count) = Lane(ref Terms(i, lane / T.Count)->Adoption.IncidentMonths, lane % T.Count);
        }
    }

    /// <summary>An initiative meets the gate at the end of its stage.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void MeetGate(int i, int lane)
    {
        var s = Of(i, lane);
        var k = lane % T.Count;
        var t = Terms(i, lane / T.Count);
        var stage = (int)Lane(ref s->Stage, k);
        var attempt = attempts[i * lanes + lane];
        var drawn = DrawnStage(i, attempt, stage) * lanes + lane;
        var draws = DrawsOf(i, lane);
        var luck = attempt < DrawnAttempts ? ((double*)gateLuck)[drawn] : draws.Normal(RandomStream.Gate, 4 * attempt + stage);
        ref var gate = ref t->Gates[stage];
        var passes = new Delivery.Gate<Lanes1>(At(gate.Discrimination, k), At(gate.Noise, k), At(gate.Bar, k));
        if (Lanes1.Bits(passes.Passed(Lane(ref s->Quality, k), luck)) != 0)
        {
            Lane(ref s->Progress, k) = 0;
            Lane(ref s->Stage, k) = Lane(ref s->Furthest, k) = stage + 1;
            if (stage + 1 == (int)Stage.Adoption)
                EnterAdoption(i, lane);
            else
                EnterStage(i, lane);
            return;
        }

        var uniform = attempt < DrawnAttempts ? ((double*)rework)[drawn] : draws.Uniform(RandomStream.Rework, 4 * attempt + stage);
        if (uniform < At(t->Rework[stage], k))
        {
            Lane(ref s->Progress, k) = 0;
            attempts[i * lanes + lane]++;
            EnterStage(i, lane);
        }
        else
        {
            Stop(s, k, StopReason.FailedGate);
        }
    }

    /// <summary>What a stage costs and takes, and what helps it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void EnterStage(int i, int lane)
    {
        var s = Of(i, lane);
        var k = lane % T.Count;
        var t = Terms(i, lane / T.Count);
        var stage = (int)Lane(ref s->Stage, k);
        var attempt = attempts[i * lanes + lane];
        Lane(ref s->StageNeed, k) = At(t->StageCost[stage], k) * Lane(ref s->Overrun, k) + At(t->InvolvementCost, k);
        Lane(ref s->LeverEffect, k) = At(t->LeverEffect[stage], k);
        Lane(ref s->StageLength, k) = attempt < DrawnAttempts
            ? ((double*)lengths)[DrawnStage(i, attempt, stage) * lanes + lane]
            : At(t->StageMonths[stage], k)
                * Spread.Of<Lanes1>(At(t->DurationSigma, k), DrawsOf(i, lane).Normal(RandomStream.StageDuration, 4 * attempt + stage)).Value;
    }

    Draws DrawsOf(int i, int lane) => new(model.Seed, plan.Members[i].Entity, (uint)(firstReplication + lane));

    static double At(T value, int k) => Lane(ref value, k);
}
