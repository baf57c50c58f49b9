using System.Runtime.CompilerServices;
using Portfolio.Model.Events;
using Portfolio.Model.Leadership;
using Portfolio.Model.Parameters;
using Portfolio.Model.Randomness;

namespace Portfolio.Model.Blocks;

/// <summary>How a month opens: its events, its money, and what a new programme leader does (steps 1 to 3).</summary>
sealed unsafe partial class Block<T>
{
    /// <summary>Events take effect, money comes in, a new leader may reset the strategy.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Open(int month)
    {
        for (var i = 0; i < count; i++)
        {
            if (nextStart[i] <= month)
                Start(i, month);
            if (plan.Members[i].HasHappenings)
                Suffer(i, month);
        }

        LoadLeverSpend(month);
        for (var v = 0; v < vectors; v++)
        {
            var p = programme + v;
            if (plan.SharedCalendar is null || !double.IsNaN(plan.SharedCalendar.FrameworkStrength(month)))
                SetFramework(p, v, month);
            p->Budget = income[month * vectors + v];
            p->LeaderInPost = p->Occupied;
            p->Paid = default;
            for (var news = Bits(p->NewLeader, v) & UsedLanes; news != 0;)
                MayReset(p, SetBits.Take(ref news));
            p->Stability = Stability.Of(p->Framework, programmeTerms[v].ProgrammeWeight, p->Shortfall);
        }
    }

    /// <summary>What happens to an initiative, lane by lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Suffer(int i, int month)
    {
        for (var lane = 0; lane < lanes; lane++)
        {
            var own = calendars[lane].Initiative(i);
            foreach (var happening in own.Happenings(month))
                Suffer(i, lane, happening, month, month >= own.StartMonth);
        }
    }

    void Suffer(int i, int lane, InitiativeHappening happening, int month, bool started)
    {
        var state = Of(i, lane);
        var k = lane % T.Count;
        var stage = (Stage)Lane(ref state->Stage, k);
        if (stage == Stage.Stopped)
            return;
        switch (happening)
        {
            case InitiativeHappening.Stop when started && stage == Stage.Adoption:
                if (Lane(ref state->SupportedUntil, k) > month)
                    SupportUntil(i, lane, month, month);
                break;
            case InitiativeHappening.Stop:
                Stop(state, k, StopReason.Cancelled, month);
                break;
            case InitiativeHappening.Commitment { Count: var sites } when started:
                ref var undecided = ref Lane(ref *Undecided(state, plan.Members[i]), k);
                var committed = (int)Math.Min(sites, undecided);
                undecided -= committed;
                Lane(ref state->Upstream[StagesOf(i, lane) - 1], k) += committed;
                break;
            case InitiativeHappening.Incident when started:
                var lasts = Lane(ref Terms(i, lane / T.Count)->Adoption.IncidentMonths, k);
                Lane(ref state->IncidentMonths, k) = Math.Max(Lane(ref state->IncidentMonths, k), lasts);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void SetFramework(ProgrammeLanes<T>* p, int v, int month)
    {
        for (var k = 0; k < T.Count; k++)
        {
            var strength = calendars[v * T.Count + k].FrameworkStrength(month);
            if (!double.IsNaN(strength))
                Lane(ref p->Framework, k) = strength;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void LoadLeverSpend(int month)
    {
        for (var lever = 0; lever < LeverParametersByKind.Length; lever++)
        {
            var spend = leverSpend + lever * vectors;
            if (plan.SharedCalendar is { } shared)
            {
                LayInAll(spend, shared.LeverSpend(lever, month));
                continue;
            }

            for (var lane = 0; lane < lanes; lane++)
                ((double*)spend)[lane] = calendars[lane].LeverSpend(lever, month);
        }
    }

    /// <summary>A new programme leader may reset the strategy.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void MayReset(ProgrammeLanes<T>* p, int lane)
    {
        var (k, v) = (lane % T.Count, lane / T.Count);
        var t = programmeTerms + v;
        ref var framework = ref Lane(ref p->Framework, k);
        var draws = new Draws(model.Seed, 0, (uint)(firstReplication + lane));
        if (draws.Uniform(RandomStream.StrategyReset, posts[count * lanes + lane].Leaders) >= Lane(ref t->ResetProbability, k) * (1 - framework))
            return;
        framework *= 1 - Lane(ref t->Erosion, k);
        for (var i = 0; i < count; i++)
        {
            var s = Of(i, lane);
            if (MaskLane(ref s->Delivering, k) != 0)
                Lane(ref s->Progress, k) *= 1 - Lane(ref t->ResetLoss, k);
        }
    }
}
