using System.Runtime.CompilerServices;
using Portfolio.Model.Delivery;
using Portfolio.Model.Lanes;
using Portfolio.Model.Parameters;
using Portfolio.Model.Simulation;

namespace Portfolio.Model.Blocks;

/// <summary>What an initiative lives through in a month (steps 7 to 12 and 14): arithmetic over all lanes, then what has become due, lane by lane, then what follows from it.</summary>
sealed unsafe partial class Block<T>
{
    const double PerYear = 1.0 / 12;
    const double Done = 1 - 1e-9;

    readonly T* opennessFactors;
    readonly T* procurementFactors;
    readonly T* turnoverFactors;
    readonly T* ones;
    T* openness;
    T* procurement;
    T* turnover;
    readonly T* familyCommitted;
    readonly T* familyStarted;
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
            LoadCalendar(i, month);
            var member = plan.Members[i];
            var s = initiatives + i * vectors;
            var m = Month(i, 0);
            var t = Terms(i, 0);
            var due = dueOf + i * vectors;
            var step = termsStep[i];
            for (var v = 0; v < vectors; v++)
                Live(s + v, m + v, t + step * v, member, v, month, due + v);
        }

        Happen();
        for (var i = 0; i < count; i++)
        {
            LoadCalendar(i, month);
            var member = plan.Members[i];
            var s = initiatives + i * vectors;
            var m = Month(i, 0);
            var t = Terms(i, 0);
            var step = termsStep[i];
            for (var v = 0; v < vectors; v++)
                Settle(s + v, m + v, t + step * v, member, v, month);
        }
    }

    /// <summary>What the month's events say of an initiative.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void LoadCalendar(int i, int month)
    {
        var member = plan.Members[i];
        if (!member.HasFactors)
        {
            openness = procurement = turnover = ones;
            return;
        }

        openness = opennessFactors;
        procurement = procurementFactors;
        turnover = turnoverFactors;
        if (plan.SharedCalendar is { } shared)
        {
            var own = shared.Initiative(i);
            new Span<T>(openness, vectors).Fill(T.Of(own.Openness(month)));
            new Span<T>(procurement, vectors).Fill(T.Of(own.Procurement(month)));
            new Span<T>(turnover, vectors).Fill(T.Of(own.Turnover(month)));
            return;
        }

        for (var lane = 0; lane < lanes; lane++)
        {
            var own = calendars[lane].Initiative(i);
            ((double*)openness)[lane] = member.HasOpenness ? own.Openness(month) : 1;
            ((double*)procurement)[lane] = member.HasProcurement ? own.Procurement(month) : 1;
            ((double*)turnover)[lane] = member.HasTurnover ? own.Turnover(month) : 1;
        }
    }

    /// <summary>Team, progress, rates, evidence and fit of all lanes; marks what becomes due.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Live(InitiativeLanes<T>* s, InitiativeMonth<T>* m, InitiativeTerms<T>* t, MemberPlan member, int v, int month, DueLanes* due)
    {
        *due = default;
        if (T.Bits(m->Active) == 0)
            return;

        ChangeTeam(s, m, t);
        m->EverLive = s->Live + s->Abandoned;
        var going = s->Stage < T.Of((double)Stage.Stopped);
        var delivering = m->Delivering & going;
        m->Living = m->Active & going;
        if (T.Bits(delivering) != 0)
            Deliver(s, m, t, member, v, delivering, due);
        if (T.Bits(m->Adopting) != 0)
            Adopt(s, m, t, member, v, month, due);
        Learn(s, m, t, delivering);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    static void ChangeTeam(InitiativeLanes<T>* s, InitiativeMonth<T>* m, InitiativeTerms<T>* t)
    {
        var (team, funded, loss) = (s->Team, m->Funded, t->LossRate);
        var rate = T.Select(funded > team, t->HireRate, loss);
        var left = T.Select(m->Adopting, team * (T.Of(1) - loss), team);
        s->Team = T.Select(m->Delivering | m->Supported, team + (funded - team) * rate, left);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    void Deliver(InitiativeLanes<T>* s, InitiativeMonth<T>* m, InitiativeTerms<T>* t, MemberPlan member, int v, T delivering, DueLanes* due)
    {
        var steadiness = Power(member.Progress, m->Stability * t->InverseStability, t->StabilityPower);
        var p = programme + v;
        var stage = s->Stage;
        var lever = T.Select(T.Equal(stage, T.Of((double)Stage.Discovery)), p->Stocks[(int)Lever.Community], p->Stocks[(int)Lever.Regulation]);
        lever = T.Select(T.Equal(stage, T.Of((double)Stage.Development)), p->Stocks[(int)Lever.Capability], lever);
        lever = T.Select(T.Equal(stage, T.Of((double)Stage.Validation)), p->Stocks[(int)Lever.Infrastructure], lever);
        var fallback = member.Prerequisites.Length == 0 ? T.Of(1) : s->Fallback;
        var step = StageProgress.InMonth(s->Team, steadiness, s->LeverEffect, lever, fallback, s->StageLength);
        var progress = T.Select(delivering, s->Progress + step, s->Progress);
        s->Progress = progress;
        due->Gates = T.Bits(delivering & (progress >= T.Of(Done)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    static T YearlyBenefit(InitiativeLanes<T>* s, InitiativeTerms<T>* t, ProgrammeLanes<T>* p) =>
        t->Value.Benefit * t->Value.Realised(p->Stocks[(int)Lever.Capability]) * s->BenefitFactor;

    /// <summary>Evidence and fit grow. Both are read before, as the month's start is what counts.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    static void Learn(InitiativeLanes<T>* s, InitiativeMonth<T>* m, InitiativeTerms<T>* t, T delivering)
    {
        var validation = delivering & T.Equal(s->Stage, T.Of((double)Stage.Validation)) & (t->ValidationGain * s->Team * m->Stability);
        var evidence = s->Evidence + (validation + t->LiveGain * s->Live * t->InverseEligible) * (T.Of(1) - s->Evidence);
        s->Evidence = T.Select(m->Living, Elementary.Min(evidence, T.Of(1)), s->Evidence);
        s->Alignment += delivering & (t->InvolvementGain * m->Funded * (T.Of(1) - s->Alignment));
    }

    /// <summary>What follows from the month's events: value, incidents, post, and what is reported.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Settle(InitiativeLanes<T>* s, InitiativeMonth<T>* m, InitiativeTerms<T>* t, MemberPlan member, int v, int month)
    {
        if (T.Bits(m->Active) == 0)
        {
            m->Cost = default;
            NoValue(m);
            ObserveInactive(s, m, t, member, v, month);
            return;
        }

        var living = m->Living;
        var live = living & s->Live;
        m->WentLive = (s->Live + s->Abandoned) - m->EverLive;
        var isUsed = T.Bits((live + m->WentLive) > T.Of(0)) != 0;
        if (isUsed)
        {
            Value(s, m, t, live, v, month);
        }
        else
        {
            m->Cost = m->Received * discount[month * vectors + v];
            NoValue(m);
        }

        ClosePost(s, m, t, member, v, month, living & (s->Stage < T.Of((double)Stage.Stopped)));
        Observe(s, m, t, member, v, month, isUsed);
    }

    /// <summary>Nobody uses it, and it costs what it receives.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    static void NoValue(InitiativeMonth<T>* m) => m->LocalCost = m->CashBenefit = m->Qalys = m->Patients = m->Benefit = m->HealthBenefit = default;

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    void Value(InitiativeLanes<T>* s, InitiativeMonth<T>* m, InitiativeTerms<T>* t, T live, int v, int month)
    {
        var p = programme + v;
        var d = discount[month * vectors + v];
        m->LocalCost = m->WentLive * t->Value.Deploy + live * t->Value.Running * T.Of(PerYear);
        m->CashBenefit = live * YearlyBenefit(s, t, p) * T.Of(PerYear);
        m->Qalys = live * t->Value.Qalys * t->Value.Realised(p->Stocks[(int)Lever.Capability]);
        m->Patients = live * t->Value.Patients;
        m->HealthBenefit = m->Qalys * t->Value.QalyValue * healthDiscount[month * vectors + v];
        m->Benefit = m->CashBenefit * d + m->HealthBenefit;
        m->Cost = (m->Received + m->LocalCost) * d;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    void ClosePost(InitiativeLanes<T>* s, InitiativeMonth<T>* m, InitiativeTerms<T>* t, MemberPlan member, int v, int month, T closing)
    {
        var pace = turnover[v];
        if (T.Bits(closing & (m->Funded < T.Of(1))) != 0)
            pace = t->Post.ClockStep(pace, m->Funded);
        var occupied = s->Occupied;
        var remaining = s->Remaining - (closing & T.Select(occupied, pace, T.Of(1)));
        s->Remaining = remaining;
        s->Shortfall = T.Select(closing & occupied, s->Shortfall * t->Post.RampDecay, s->Shortfall);
        var due = Bits(closing & (remaining <= T.Of(0)), v);
        if (member.HasLeaderChanges)
            due |= LeaderChanges(s, member.Index, v, month, T.Bits(closing));
        if (due != 0)
            ChangeLeaders(s, t, member.Index, due);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void ChangeLeaders(InitiativeLanes<T>* s, InitiativeTerms<T>* t, int i, ulong due)
    {
        while (due != 0)
            ChangeLeader(ref s->Occupied, ref s->Remaining, ref s->Shortfall, &t->Post, i, plan.Members[i].Entity, Take(ref due));
    }

    /// <summary>Lanes in which an event changes the leader.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    ulong LeaderChanges(InitiativeLanes<T>* s, int i, int v, int month, uint closing)
    {
        var due = 0UL;
        for (var k = 0; k < T.Count; k++)
        {
            var lane = v * T.Count + k;
            var own = calendars[lane].Initiative(i);
            var occupied = MaskLane(ref s->Occupied, k) != 0;
            if ((closing >> k & 1) != 0 && (occupied ? own.Departs(month) : own.Arrives(month)))
                due |= 1UL << lane;
        }

        return due;
    }
}
