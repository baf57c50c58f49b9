using System.Runtime.CompilerServices;
using Portfolio.Model.Distributions;
using Portfolio.Model.Lanes;
using Portfolio.Model.Parameters;
using Portfolio.Model.Randomness;

namespace Portfolio.Model.Blocks;

/// <summary>What has become due in a month, lane by lane: gates, sites, incidents.</summary>
sealed unsafe partial class Block<T>
{
    /// <summary>Channels are taken from the last compartment to the first, so that each still finds what it held at the month's start.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Happen(int i, ref Due due)
    {
        while (due.Gates != 0)
            MeetGate(i, Take(ref due.Gates));
        EndIncidents(i, ref due);
        for (var bits = due.Channels[(int)ChannelKind.Abandon]; bits != 0;)
        {
            var lane = Take(ref bits);
            var s = Of(i, lane);
            var k = lane % T.Count;
            var count = Fire(s, i, ChannelKind.Abandon, lane, (int)Lane(ref s->Live, k));
            Lane(ref s->Live, k) -= count;
            Lane(ref s->Abandoned, k) += count;
        }

        for (var bits = due.Channels[(int)ChannelKind.GoLive]; bits != 0;)
        {
            var lane = Take(ref bits);
            var s = Of(i, lane);
            var k = lane % T.Count;
            var count = Fire(s, i, ChannelKind.GoLive, lane, (int)Lane(ref s->Implementing, k));
            Lane(ref s->Implementing, k) -= count;
            Lane(ref s->Live, k) += count;
            Lane(ref s->WentLive, k) = count;
        }

        for (var stage = plan.Members[i].ContractStages - 1; stage >= 0; stage--)
        {
            for (var bits = due.Channels[(int)ChannelKind.Contract + stage]; bits != 0;)
                LeaveContracting(i, stage, Take(ref bits));
        }

        for (var bits = due.Channels[(int)ChannelKind.Decide]; bits != 0;)
        {
            var lane = Take(ref bits);
            var s = Of(i, lane);
            var k = lane % T.Count;
            var count = Fire(s, i, ChannelKind.Decide, lane, (int)Lane(ref s->Undecided, k));
            Lane(ref s->Undecided, k) -= count;
            Lane(ref s->Contracting[0], k) += count;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void LeaveContracting(int i, int stage, int lane)
    {
        var s = Of(i, lane);
        var k = lane % T.Count;
        var count = Fire(s, i, ChannelKind.Contract + stage, lane, (int)Lane(ref s->Contracting[stage], k));
        Lane(ref s->Contracting[stage], k) -= count;
        if (stage + 1 < (int)Lane(ref Terms(i, lane / T.Count)->Adoption.ContractStages, k))
            Lane(ref s->Contracting[stage + 1], k) += count;
        else
            Lane(ref s->Implementing, k) += count;
    }

    /// <summary>Fires what is due of a channel.</summary>
    /// <returns>How many fired, no more than there are.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    int Fire(InitiativeLanes<T>* s, int i, ChannelKind channel, int lane, int available)
    {
        var k = lane % T.Count;
        var place = (i * Channels<T>.Length + (int)channel) * lanes + lane;
        ref var time = ref Lane(ref s->Time[(int)channel], k);
        ref var next = ref Lane(ref s->Next[(int)channel], k);
        var (due, number, count, last) = (next, fired[place], 0, 0.0);
        while (time > due && count < available)
        {
            last = due;
            count++;
            if (++number % Chunk == 0)
                Draw(i, channel, lane, number);
            due += exponentials[place * Chunk + PlaceInChunk(number)];
        }

        // The sites ran out: time that nobody lived through does not count.
        if (time > due)
            time = last;
        next = due;
        fired[place] = number;
        return count;
    }

    /// <summary>Where a draw of a chunk is kept: the generator's words side by side, as it makes them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    static int PlaceInChunk(int number) => (number & 3) * T.Count + ((number >> 2) & (T.Count - 1));

    /// <summary>Draws the next chunk of a channel's exponentials, from draw <paramref name="number"/> on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Draw(int i, ChannelKind channel, int lane, int number)
    {
        var stream = channel switch
        {
            ChannelKind.Decide => RandomStream.Decide,
            ChannelKind.GoLive => RandomStream.GoLive,
            ChannelKind.Abandon => RandomStream.Abandon,
            ChannelKind.Incident => RandomStream.Incident,
            _ => RandomStream.Contract + (uint)(channel - ChannelKind.Contract),
        };
        var (w0, w1, w2, w3) = LaneDraws.OfBlocks<T>(
            model.Seed, stream, plan.Members[i].Entity, (uint)number / 4, (uint)(firstReplication + lane));
        var to = (T*)(exponentials + ((i * Channels<T>.Length + (int)channel) * lanes + lane) * Chunk);
        to[0] = LaneDraws.Exponential(w0);
        to[1] = LaneDraws.Exponential(w1);
        to[2] = LaneDraws.Exponential(w2);
        to[3] = LaneDraws.Exponential(w3);
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
            if (T.Bits(s->Active) == 0)
                continue;
            var lasts = s->Living & (s->IncidentMonths > T.Of(0));
            s->IncidentMonths -= lasts & T.Of(1);
            lasting |= Bits(lasts, v);
        }

        for (var bits = due.Channels[(int)ChannelKind.Incident]; bits != 0;)
        {
            var lane = Take(ref bits);
            var s = Of(i, lane);
            Fire(s, i, ChannelKind.Incident, lane, int.MaxValue);
            if ((lasting >> lane & 1) == 0)
                Lane(ref s->IncidentMonths, lane % T.Count) = Lane(ref Terms(i, lane / T.Count)->Adoption.IncidentMonths, lane % T.Count);
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
        var drawn = (i * ByStage.Length + stage) * lanes + lane;
        var draws = DrawsOf(i, lane);
        var luck = attempt == 0 ? ((double*)gateLuck)[drawn] : draws.Normal(RandomStream.Gate, 4 * attempt + stage);
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

        var uniform = attempt == 0 ? ((double*)rework)[drawn] : draws.Uniform(RandomStream.Rework, 4 * attempt + stage);
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
        Lane(ref s->StageLength, k) = attempt == 0
            ? ((double*)lengths)[(i * ByStage.Length + stage) * lanes + lane]
            : At(t->StageMonths[stage], k)
                * Spread.Of<Lanes1>(At(t->DurationSigma, k), DrawsOf(i, lane).Normal(RandomStream.StageDuration, 4 * attempt + stage)).Value;
    }

    /// <summary>The first draws of every channel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void EnterAdoption(int i, int lane)
    {
        var member = plan.Members[i];
        var channels = member.HasIncidents ? Channels<T>.Length : Channels<T>.Length - 1;
        for (var channel = 0; channel < channels; channel++)
        {
            if (channel >= (int)ChannelKind.Contract + member.ContractStages && channel < (int)ChannelKind.GoLive)
                continue;
            Draw(i, (ChannelKind)channel, lane, 0);
            var place = (i * Channels<T>.Length + channel) * lanes + lane;
            Lane(ref Of(i, lane)->Next[channel], lane % T.Count) = exponentials[place * Chunk];
        }
    }

    Draws DrawsOf(int i, int lane) => new(model.Seed, plan.Members[i].Entity, (uint)(firstReplication + lane));

    static double At(T value, int k) => Lane(ref value, k);
}
