using System.Runtime.CompilerServices;
using Portfolio.Model.Events;
using Portfolio.Model.Leadership;
using Portfolio.Model.Parameters;
using Portfolio.Model.Randomness;
using Portfolio.Model.Simulation;

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
            p->Needs = p->Paid = default;
            for (var news = Bits(p->NewLeader, v) & UsedLanes; news != 0;)
                MayReset(p, Take(ref news), month);
        }
    }

    /// <summary>How the month begins for an initiative, once its events have happened.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    void BeginMonth(InitiativeLanes<T>* s, InitiativeTerms<T>* t, InitiativeMonth<T>* m, int v, T month)
    {
        var active = IsActive(s, month);
        var delivering = active & (s->Stage < T.Of((double)Stage.Adoption));
        m->Active = active;
        m->Delivering = delivering;
        m->Adopting = active ^ delivering;
        m->Supported = IsSupported(s, t, active ^ delivering);
        m->LeaderInPost = s->Occupied & T.Of(1);
        var p = programme + v;
        m->Stability = Stability.Of(p->Framework, programmeTerms[v].ProgrammeWeight, T.Of(1) - p->Shortfall, T.Of(1) - s->Shortfall);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    static T IsActive(InitiativeLanes<T>* s, T month) => (s->StartMonth <= month) & (s->Stage < T.Of((double)Stage.Stopped));

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    static T IsSupported(InitiativeLanes<T>* s, InitiativeTerms<T>* t, T adopting) =>
        Without(adopting & (s->MonthsInAdoption < t->SupportMonths), s->SupportEnded);

    /// <summary>What happens to an initiative, lane by lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Suffer(int i, int month)
    {
        for (var lane = 0; lane < lanes; lane++)
        {
            var own = calendars[lane].Initiative(i);
            foreach (var happening in own.Happenings(month))
                Suffer(i, lane, happening, month >= own.StartMonth);
        }
    }

    void Suffer(int i, int lane, InitiativeHappening happening, bool started)
    {
        var state = Of(i, lane);
        var k = lane % T.Count;
        var stage = (Stage)Lane(ref state->Stage, k);
        if (stage == Stage.Stopped)
            return;
        switch (happening)
        {
            case InitiativeHappening.Stop when started && stage == Stage.Adoption:
                MaskLane(ref state->SupportEnded, k) = ulong.MaxValue;
                break;
            case InitiativeHappening.Stop:
                Stop(state, k, StopReason.Cancelled);
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
    static void Stop(InitiativeLanes<T>* s, int k, StopReason reason)
    {
        Lane(ref s->Stage, k) = (double)Stage.Stopped;
        Lane(ref s->StopReason, k) = (double)reason;
        Lane(ref s->IncidentMonths, k) = 0;
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
            if (plan.SharedCalendar is { } shared)
                new Span<T>(leverSpend + lever * vectors, vectors).Fill(T.Of(shared.LeverSpend(lever, month)));
            else
            {
                for (var lane = 0; lane < lanes; lane++)
                    ((double*)(leverSpend + lever * vectors))[lane] = calendars[lane].LeverSpend(lever, month);
            }
        }
    }

    /// <summary>A new programme leader may reset the strategy.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void MayReset(ProgrammeLanes<T>* p, int lane, int month)
    {
        var (k, v) = (lane % T.Count, lane / T.Count);
        var t = programmeTerms + v;
        ref var framework = ref Lane(ref p->Framework, k);
        var draws = new Draws(model.Seed, 0, (uint)(firstReplication + lane));
        if (draws.Uniform(RandomStream.StrategyReset, posts[count * lanes + lane].Leader) >= Lane(ref t->ResetProbability, k) * (1 - framework))
            return;
        framework *= 1 - Lane(ref t->Erosion, k);
        for (var i = 0; i < count; i++)
        {
            var s = Of(i, lane);
            if (Lane(ref s->StartMonth, k) <= month && Lane(ref s->Stage, k) < (double)Stage.Adoption)
                Lane(ref s->Progress, k) *= 1 - Lane(ref t->ResetLoss, k);
        }
    }
}
