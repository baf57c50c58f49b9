using System.Runtime.CompilerServices;
using Portfolio.Model.Delivery;
using Portfolio.Model.Lanes;
using Portfolio.Model.Simulation;

namespace Portfolio.Model.Blocks;

/// <summary>
/// What initiatives live through in a month (steps 7 to 12 and 14), in three phases over all of them: arithmetic over lanes, then what has become
/// due, lane by lane, then what follows from it.
/// </summary>
/// <remarks>So nothing waits for what was written just before, a few lanes at a time, and the processor always has other initiatives to go on with.</remarks>
sealed unsafe partial class Block<T>
{
    const double PerYear = 1.0 / 12;
    const double Done = 1 - 1e-9;

    readonly MonthTerms<T>* monthTerms;
    readonly int[] monthTermsAt;
    readonly ulong[] familyIncidents;
    readonly bool stopsAreSeen;
    readonly bool hasIncidents;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Advance(int month)
    {
        // Incidents of this month are seen before any of them ends.
        if (hasIncidents)
            ShowIncidents();
        Live(month);
        Happen(month);
        Settle(month);
        ChangeLeaders();
    }

    /// <summary>Works out what those with the same terms have in common this month.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void ShareTerms(int month)
    {
        var known = -1;
        for (var i = 0; i < count; i++)
        {
            if (monthTermsAt[i] <= known)
                continue;
            known = monthTermsAt[i];
            for (var v = 0; v < vectors; v++)
            {
                var at = month * vectors + v;
                MonthTerms<T>.Fill(monthTerms + known + v, Terms(i, v), programme + v, fractions[plan.Members[i].Tier * vectors + v], discount[at], healthDiscount[at]);
            }
        }
    }

    /// <summary>All initiatives are paid and live through the month; marks what becomes due.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Live(int month)
    {
        for (var i = 0; i < count; i++)
        {
            var member = plan.Members[i];
            if (!stopsAreSeen && member.HasGrants)
                FillPurse(i, month);
            if (member.HasFactors)
                LoadCalendar(member, month);
            for (var v = 0; v < vectors; v++)
            {
                if (!stopsAreSeen)
                    Pay(member, i, v, month);
                Live(member, i, v);
            }
        }
    }

    /// <summary>Team, progress, rates, evidence and fit of all lanes.</summary>
    /// <remarks>Part of the loop: a call for each would cost a hundredth of the whole.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    void Live(MemberPlan member, int i, int v)
    {
        var due = dueOf + i * vectors + v;
        *due = default;
        var m = Month(i, v);
        if (T.Bits(m->Active) == 0)
            return;

        var s = initiatives + i * vectors + v;
        var t = Terms(i, v);
        var c = monthTerms + monthTermsAt[i] + v;
        ChangeTeam(s, m, t);
        m->EverLive = s->Live + s->Abandoned;
        if (T.Bits(s->Adopting) != 0)
            Adopt(s, m, t, c, member, v, due);
        T validation = default;
        if (T.Bits(m->Delivering & s->Delivering) != 0)
            validation = Deliver(s, m, t, c, member, due);

        // Evidence grows from what was at the month's start.
        var living = s->Delivering | s->Adopting;
        m->Living = living;
        var gain = living & T.MultiplyAdd(t->LiveGain, s->Live, validation);
        var evidence = s->Evidence;
        s->Evidence = Elementary.Min(T.MultiplyAdd(gain, T.Of(1) - evidence, evidence), T.Of(1));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    static void ChangeTeam(InitiativeLanes<T>* s, InitiativeMonth<T>* m, InitiativeTerms<T>* t)
    {
        var (team, funded, loss) = (s->Team, m->Funded, t->LossRate);
        var rate = T.SelectLess(team, funded, t->HireRate, loss);
        var left = T.Select(s->Adopting, team * (T.Of(1) - loss), team);
        s->Team = T.Select(m->Delivering | s->Supported, T.MultiplyAdd(funded - team, rate, team), left);
    }

    /// <summary>Progress and fit of those in delivery.</summary>
    /// <returns>What those in validation learn.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    static T Deliver(InitiativeLanes<T>* s, InitiativeMonth<T>* m, InitiativeTerms<T>* t, MonthTerms<T>* c, MemberPlan member, DueLanes* due)
    {
        var steadiness = member.ProgressTable is { } table ? table.Of(m->Stability) : Steadiness(m, t, member.Progress);
        var delivering = m->Delivering & s->Delivering;
        var stage = s->Stage;
        var validating = T.Equal(stage, T.Of((double)Stage.Validation));
        var speed = T.SelectEqual(stage, T.Of((double)Stage.Discovery), c->Helped[(int)Stage.Discovery], c->Helped[(int)Stage.Approval]);
        speed = T.SelectEqual(stage, T.Of((double)Stage.Development), c->Helped[(int)Stage.Development], speed);
        speed = T.Select(validating, c->Helped[(int)Stage.Validation], speed);
        if (member.HasPrerequisites)
            speed *= s->Fallback;
        var progress = T.Select(delivering, StageProgress.After(s->Progress, s->Team, steadiness, speed, s->InverseMonths), s->Progress);
        s->Progress = progress;
        due->Gates = T.Bits(delivering) & T.BitsOfAtMost(T.Of(Done), progress);
        s->Alignment = T.MultiplyAdd(delivering & (t->InvolvementGain * m->Funded), T.Of(1) - s->Alignment, s->Alignment);
        return delivering & validating & (t->ValidationGain * s->Team * m->Stability);
    }

    /// <summary>A power of stability that is not tabulated.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    static T Steadiness(InitiativeMonth<T>* m, InitiativeTerms<T>* t, PowerForm form)
    {
        var stability = m->Stability * t->InverseStability;
        return form switch
        {
            PowerForm.One => T.Of(1),
            PowerForm.Root => T.Sqrt(stability),
            PowerForm.Same => stability,
            _ => Elementary.Power(stability, t->StabilityPower),
        };
    }
}
