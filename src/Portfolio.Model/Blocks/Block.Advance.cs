using System.Runtime.CompilerServices;
using Portfolio.Model.Adoption;
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
    readonly double* exponentials;
    readonly int* fired;

    /// <summary>Exponentials of a channel and lane that are drawn at once: those of one call of the generator over lanes.</summary>
    static int Chunk => 4 * T.Count;

    /// <summary>What has become due in a month of one initiative: a bit for each lane.</summary>
    struct Due
    {
        public ulong Gates;
        public Channels<ulong> Channels;
    }

    /// <summary>What initiatives see of each other: their families and who else implements.</summary>
    void MeetOthers(int month)
    {
        for (var family = 0; family < plan.Families.Length; family++)
            MeetFamily(family, month);
        for (var v = 0; v < vectors; v++)
            programme[v].CapacityShare = plan.HasCapacity ? CapacityShare(v) : T.Of(1);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void MeetFamily(int family, int month)
    {
        var incidents = 0UL;
        for (var v = 0; v < vectors; v++)
        {
            T committed = default, started = default;
            foreach (var i in plan.Families[family])
            {
                var s = initiatives + i * vectors + v;
                var has = s->StartMonth <= T.Of(month);
                committed += has & CommittedShare(s, Terms(i, v));
                started += has & T.Of(1);
                if (plan.Members[i].HasIncidents)
                    incidents |= Bits(has & (s->IncidentMonths > T.Of(0)), v);
            }

            familyCommitted[family * vectors + v] = committed;
            familyStarted[family * vectors + v] = started;
        }

        familyIncidents[family] = incidents;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    T CapacityShare(int v)
    {
        T implementing = default;
        for (var i = 0; i < count; i++)
        {
            var s = initiatives + i * vectors + v;
            implementing += s->Active & (s->Stage < T.Of((double)Stage.Stopped)) & s->Implementing;
        }

        return T.Select(T.Equal(implementing, T.Of(0)), T.Of(1), Elementary.Min(programmeTerms[v].ImplementingCapacity / implementing, T.Of(1)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    static T CommittedShare(InitiativeLanes<T>* s, InitiativeTerms<T>* t) => (Contracting(s) + s->Implementing + s->Live) * t->InverseEligible;

    /// <summary>Mean committed share of the others of its family.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    T FamilyCommittedShare(InitiativeLanes<T>* s, InitiativeTerms<T>* t, int family, int v, int month)
    {
        var has = s->StartMonth <= T.Of(month);
        var others = familyStarted[family * vectors + v] - (has & T.Of(1));
        var committed = familyCommitted[family * vectors + v] - (has & CommittedShare(s, t));
        return T.Select(T.Equal(others, T.Of(0)), T.Of(0), committed / others);
    }

    /// <summary>Product of the family openness of the others that have an incident.</summary>
    T FamilyOpenness(int i, int family, int v)
    {
        var product = T.Of(1);
        foreach (var other in plan.Families[family])
        {
            var s = initiatives + other * vectors + v;
            if (other != i)
                product *= T.Select(s->IncidentMonths > T.Of(0), Terms(other, v)->Adoption.FamilyOpenness, T.Of(1));
        }

        return product;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Advance(int month)
    {
        // Incidents of this month are seen before any of them ends.
        ShowFamilies(month);
        for (var i = 0; i < count; i++)
        {
            Due due = default;
            LoadCalendar(i, month);
            for (var v = 0; v < vectors; v++)
                Live(i, v, ref due);
            Happen(i, ref due);
            for (var v = 0; v < vectors; v++)
                Settle(i, v, month);
        }
    }

    /// <summary>Keeps what families show of each other, as all of them use the month's start.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void ShowFamilies(int month)
    {
        for (var family = 0; family < plan.Families.Length; family++)
        {
            if (plan.Families[family].Length == 1)
                continue;
            foreach (var i in plan.Families[family])
            {
                for (var v = 0; v < vectors; v++)
                {
                    var s = initiatives + i * vectors + v;
                    s->FamilyCommitted = FamilyCommittedShare(s, Terms(i, v), family, v, month);
                    s->FamilyOpenness = familyIncidents[family] == 0 ? T.Of(1) : FamilyOpenness(i, family, v);
                }
            }
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
    void Live(int i, int v, ref Due due)
    {
        var s = initiatives + i * vectors + v;
        var t = Terms(i, v);
        s->LocalCost = s->CashBenefit = s->Qalys = s->Patients = s->WentLive = default;
        if (T.Bits(s->Active) == 0)
            return;

        ChangeTeam(s, t);
        var delivering = s->Delivering & (s->Stage < T.Of((double)Stage.Stopped));
        var validating = delivering & T.Equal(s->Stage, T.Of((double)Stage.Validation));
        var living = s->Living = s->Active & (s->Stage < T.Of((double)Stage.Stopped));
        if (T.Bits(delivering) != 0)
            Deliver(s, t, i, v, delivering, ref due);
        if (T.Bits(s->Adopting) != 0)
            Adopt(s, t, i, v, ref due);
        Learn(s, t, living, delivering, validating);
        s->MonthsInAdoption += s->Adopting & T.Of(1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    static void ChangeTeam(InitiativeLanes<T>* s, InitiativeTerms<T>* t)
    {
        var rate = T.Select(s->Funded > s->Team, t->HireRate, t->LossRate);
        var left = T.Select(s->Adopting, s->Team * (T.Of(1) - t->LossRate), s->Team);
        s->Team = T.Select(s->Delivering | s->Supported, s->Team + (s->Funded - s->Team) * rate, left);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Deliver(InitiativeLanes<T>* s, InitiativeTerms<T>* t, int i, int v, T delivering, ref Due due)
    {
        var p = programme + v;
        var lever = T.Select(T.Equal(s->Stage, T.Of((double)Stage.Discovery)), p->Stocks[(int)Lever.Community], p->Stocks[(int)Lever.Regulation]);
        lever = T.Select(T.Equal(s->Stage, T.Of((double)Stage.Development)), p->Stocks[(int)Lever.Capability], lever);
        lever = T.Select(T.Equal(s->Stage, T.Of((double)Stage.Validation)), p->Stocks[(int)Lever.Infrastructure], lever);
        var steadiness = Power(plan.Members[i].Progress, s->Stability * t->InverseStability, t->StabilityPower);
        var fallback = plan.Members[i].Prerequisites.Length == 0 ? T.Of(1) : s->Fallback;
        var step = StageProgress.InMonth(s->Team, steadiness, s->LeverEffect, lever, fallback, s->StageLength);
        s->Progress = T.Select(delivering, s->Progress + step, s->Progress);
        due.Gates |= Bits(delivering & (s->Progress >= T.Of(Done)), v);
    }

    /// <summary>Internal time that each channel lives through. Every channel uses the month's start.</summary>
    /// <remarks>Apart from each other, as the runtime inlines only so much into one method.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Adopt(InitiativeLanes<T>* s, InitiativeTerms<T>* t, int i, int v, ref Due due)
    {
        var member = plan.Members[i];
        s->Incident = member.HasIncidents ? s->IncidentMonths > T.Of(0) : default;
        s->Openness = openness[v] * (member.HasFamily ? s->FamilyOpenness : T.Of(1));
        if (member.HasIncidents)
            s->Openness *= T.Select(s->Incident, t->Adoption.IncidentOpenness, T.Of(1));
        if (!member.HasFamily)
            s->FamilyCommitted = default;
        Decide(s, t, member, v, ref due);
        Contract(s, t, member, v, ref due);
        GoLive(s, t, v, ref due);
        Abandon(s, t, v, ref due);
        if (member.HasIncidents)
            MeetIncidents(s, t, v, ref due);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Decide(InitiativeLanes<T>* s, InitiativeTerms<T>* t, MemberPlan member, int v, ref Due due)
    {
        var site = SiteOf(s, t);
        var frailty = Power(member.Frailty, s->Undecided * t->InverseEligible, t->Adoption.SiteVariance);
        var steadiness = Power(member.Steadiness, s->Stability * t->InverseStability, t->Adoption.StabilityPower);
        var rate = Hazards.Decide(t->Adoption, site, frailty, steadiness, s->DecideFactor, programme[v].Stocks[(int)Lever.Community]);
        Pass(s, ChannelKind.Decide, v, s->Adopting & (s->Undecided * Elementary.OneMinusExp(rate)), ref due);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Contract(InitiativeLanes<T>* s, InitiativeTerms<T>* t, MemberPlan member, int v, ref Due due)
    {
        var rate = Elementary.Min(Hazards.Contract(t->Adoption, programme[v].Stocks[(int)Lever.Regulation], procurement[v]), T.Of(1));
        for (var stage = 0; stage < member.ContractStages; stage++)
        {
            var leaving = s->Adopting & (s->Contracting[stage] * rate);
            if (member.Varies)
                leaving &= T.Of(stage) < t->Adoption.ContractStages;
            Pass(s, ChannelKind.Contract + stage, v, leaving, ref due);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void GoLive(InitiativeLanes<T>* s, InitiativeTerms<T>* t, int v, ref Due due)
    {
        var p = programme + v;
        var rate = Hazards.GoLive(
            t->Adoption, p->Stocks[(int)Lever.Infrastructure], p->Stocks[(int)Lever.Implementation], s->Team, p->CapacityShare);
        Pass(s, ChannelKind.GoLive, v, s->Adopting & (s->Implementing * Elementary.Min(rate, T.Of(1))), ref due);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Abandon(InitiativeLanes<T>* s, InitiativeTerms<T>* t, int v, ref Due due)
    {
        var p = programme + v;
        var onCliff = Without(YearlyBenefit(s, t, p) < t->Value.Running, s->Supported);
        var rate = Hazards.Abandon(t->Adoption, SiteOf(s, t), s->AbandonFactor, p->Stocks[(int)Lever.Implementation], onCliff, s->Incident);
        Pass(s, ChannelKind.Abandon, v, s->Adopting & (s->Live * Elementary.OneMinusExp(rate)), ref due);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void MeetIncidents(InitiativeLanes<T>* s, InitiativeTerms<T>* t, int v, ref Due due)
    {
        var expected = Hazards.Incidents(t->Adoption, s->Live, s->Evidence, programme[v].Stocks[(int)Lever.Regulation]);
        Pass(s, ChannelKind.Incident, v, s->Adopting & expected, ref due);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    static SiteView<T> SiteOf(InitiativeLanes<T>* s, InitiativeTerms<T>* t) => new(
        CommittedShare(s, t), s->FamilyCommitted, s->Supported & s->Funded, s->Evidence, s->Alignment, s->Stability, s->Openness);

    /// <summary>A channel lives through some internal time; marks where its next event is due.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    static void Pass(InitiativeLanes<T>* s, ChannelKind channel, int v, T time, ref Due due)
    {
        var lived = s->Time[(int)channel] + time;
        s->Time[(int)channel] = lived;
        due.Channels[(int)channel] |= Bits(lived > s->Next[(int)channel], v);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    static T YearlyBenefit(InitiativeLanes<T>* s, InitiativeTerms<T>* t, ProgrammeLanes<T>* p) =>
        t->Value.Benefit * t->Value.Realised(p->Stocks[(int)Lever.Capability]) * s->BenefitFactor;

    /// <summary>Evidence and fit grow. Both are read before, as the month's start is what counts.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void Learn(InitiativeLanes<T>* s, InitiativeTerms<T>* t, T living, T delivering, T validating)
    {
        var validation = validating & (t->ValidationGain * s->Team * s->Stability);
        var evidence = s->Evidence + (validation + t->LiveGain * s->Live * t->InverseEligible) * (T.Of(1) - s->Evidence);
        s->Evidence = T.Select(living, Elementary.Min(evidence, T.Of(1)), s->Evidence);
        s->Alignment += delivering & (t->InvolvementGain * s->Funded * (T.Of(1) - s->Alignment));
    }

    /// <summary>A power, computed in the shortest way that is known to give the same.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    static T Power(PowerForm form, T x, T y) => form switch
    {
        PowerForm.One => T.Of(1),
        PowerForm.Root => T.Sqrt(x),
        PowerForm.Same => x,
        _ => Elementary.Power(x, y),
    };

    /// <summary>What follows from the month's events: value, incidents, post, and what is reported.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Settle(int i, int v, int month)
    {
        var s = initiatives + i * vectors + v;
        var t = Terms(i, v);
        var p = programme + v;
        var d = discount[month * vectors + v];
        if (T.Bits(s->Active) == 0)
        {
            s->Benefit = s->HealthBenefit = s->Cost = default;
            Observe(i, v, month);
            return;
        }

        var living = s->Living;
        var live = living & s->Live;
        s->LocalCost = s->WentLive * t->Value.Deploy + live * t->Value.Running * T.Of(PerYear);
        s->CashBenefit = live * YearlyBenefit(s, t, p) * T.Of(PerYear);
        s->Qalys = live * t->Value.Qalys * t->Value.Realised(p->Stocks[(int)Lever.Capability]);
        s->Patients = live * t->Value.Patients;
        s->HealthBenefit = s->Qalys * t->Value.QalyValue * healthDiscount[month * vectors + v];
        s->Benefit = s->CashBenefit * d + s->HealthBenefit;
        s->Cost = (s->Received + s->LocalCost) * d;
        ClosePost(s, t, i, v, month, living & (s->Stage < T.Of((double)Stage.Stopped)));
        Observe(i, v, month);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void ClosePost(InitiativeLanes<T>* s, InitiativeTerms<T>* t, int i, int v, int month, T closing)
    {
        var pace = turnover[v];
        if (T.Bits(closing & (s->Funded < T.Of(1))) != 0)
            pace = t->Post.ClockStep(pace, s->Funded);
        var inPost = closing & s->Occupied;
        s->Remaining -= closing & T.Select(s->Occupied, pace, T.Of(1));
        s->Shortfall = T.Select(inPost, s->Shortfall * t->Post.RampDecay, s->Shortfall);
        var due = Bits(closing & (s->Remaining <= T.Of(0)), v);
        if (plan.Members[i].HasLeaderChanges)
            due |= LeaderChanges(s, i, v, month, T.Bits(closing));
        if (due != 0)
            ChangeLeaders(s, t, i, due);
    }

    void ChangeLeaders(InitiativeLanes<T>* s, InitiativeTerms<T>* t, int i, ulong due)
    {
        while (due != 0)
            ChangeLeader(ref s->Occupied, ref s->Remaining, ref s->Shortfall, &t->Post, i, plan.Members[i].Entity, Take(ref due));
    }

    /// <summary>Lanes in which an event changes the leader.</summary>
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
