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
        for (var i = 0; i < count; i++)
        {
            if (!stopsAreSeen)
                Pay(i, month);
            var member = plan.Members[i];
            if (member.HasFactors)
                LoadCalendar(member, month);
            for (var v = 0; v < vectors; v++)
                Live(initiatives + i * vectors + v, Month(i, v), Terms(i, v), monthTerms + monthTermsAt[i] + v, member, v, dueOf + i * vectors + v);
        }

        Happen(month);
        for (var i = 0; i < count; i++)
        {
            var member = plan.Members[i];
            if (member.HasTurnover)
                LoadCalendar(member, month);
            for (var v = 0; v < vectors; v++)
                Settle(initiatives + i * vectors + v, Month(i, v), Terms(i, v), monthTerms + monthTermsAt[i] + v, member, v, month, dueOf + i * vectors + v);
        }

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

    /// <summary>Team, progress, rates, evidence and fit of all lanes; marks what becomes due.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Live(InitiativeLanes<T>* s, InitiativeMonth<T>* m, InitiativeTerms<T>* t, MonthTerms<T>* c, MemberPlan member, int v, DueLanes* due)
    {
        *due = default;
        if (T.Bits(m->Active) == 0)
            return;

        ChangeTeam(s, m, t);
        m->EverLive = s->Live + s->Abandoned;
        var living = s->Delivering | s->Adopting;
        m->Living = living;
        T validation = default;
        var delivering = m->Delivering & s->Delivering;
        if (T.Bits(delivering) != 0)
            validation = Deliver(s, m, t, c, member, delivering, due);
        if (T.Bits(s->Adopting) != 0)
            Adopt(s, m, t, c, member, v, due);

        // Evidence grows from what was at the month's start.
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
    static T Deliver(InitiativeLanes<T>* s, InitiativeMonth<T>* m, InitiativeTerms<T>* t, MonthTerms<T>* c, MemberPlan member, T delivering, DueLanes* due)
    {
        var steadiness = member.ProgressTable is { } table
            ? table.Of(m->Stability)
            : Power(member.Progress, m->Stability * t->InverseStability, t->StabilityPower);
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
}
