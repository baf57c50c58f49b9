using System.Runtime.CompilerServices;
using Portfolio.Model.Events;
using Portfolio.Model.Funding;
using Portfolio.Model.Lanes;
using Portfolio.Model.Leadership;
using Portfolio.Model.Parameters;
using Portfolio.Model.Randomness;
using Portfolio.Model.Simulation;

namespace Portfolio.Model.Blocks;

/// <summary>The month's stability, claims and payments (steps 4 to 6), and the programme's close (steps 13 and 14).</summary>
sealed unsafe partial class Block<T>
{
    readonly int tiers;
    readonly T* claimed;
    readonly T* fractions;

    /// <summary>What each initiative needs and claims at the month's start.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Claim(int month)
    {
        new Span<T>(claimed, tiers * vectors).Clear();
        new Span<T>(familyCommitted, plan.Families.Length * vectors).Clear();
        new Span<T>(familyStarted, plan.Families.Length * vectors).Clear();
        for (var i = 0; i < count; i++)
        {
            var family = plan.Members[i].Family;
            var waits = plan.Members[i].Prerequisites.Length > 0;
            var first = initiatives + i * vectors;
            var terms = Terms(i, 0);
            var step = termsStep[i];
            for (var v = 0; v < vectors; v++)
            {
                var s = first + v;
                var t = terms + step * v;
                var p = programme + v;
                var active = IsActive(s, T.Of(month));
                var working = active & (s->Stage < T.Of((double)Stage.Adoption));
                var supported = IsSupported(s, t, active ^ working);
                if (waits)
                    working = Without(working, MeetPrerequisites(s, t, i, v, working));
                var sites = Contracting(s, plan.Members[i]) + s->Implementing;
                var support = t->SupportCost + t->SiteSupportCost * sites;
                ShowFamily(family, v, s, (sites + s->Live) * t->InverseEligible, T.Of(month));
                var need = T.Select(working, s->StageNeed, supported & support);
                var claim = Elementary.Min(need, Elementary.Max(t->AwardCeiling - s->ReceivedSoFar, T.Of(0)));
                s->Need = need;
                s->Claim = claim;
                p->Needs += need;
                AddClaim(i, v, s, claim);
            }
        }
    }

    /// <summary>What the rest of its family sees of it: its committed share once it has started.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    void ShowFamily(int family, int v, InitiativeLanes<T>* s, T share, T month)
    {
        s->CommittedShare = share;
        if (family < 0)
            return;
        var has = s->StartMonth <= month;
        familyCommitted[family * vectors + v] += has & share;
        familyStarted[family * vectors + v] += has & T.Of(1);
    }

    /// <summary>Where an unmet prerequisite has not stopped; those that have slow it down. Whoever is blocked counts as not delivering this month.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    T MeetPrerequisites(InitiativeLanes<T>* s, InitiativeTerms<T>* t, int i, int v, T delivering)
    {
        T blocked = default;
        s->Fallback = T.Of(1);
        foreach (var (prerequisite, reached) in plan.Members[i].Prerequisites)
        {
            var other = initiatives + prerequisite * vectors + v;
            var unmet = other->Furthest < T.Of((double)reached);
            var stopped = T.Equal(other->Stage, T.Of((double)Stage.Stopped));
            blocked |= Without(unmet, stopped);
            s->Fallback = T.Select(unmet & stopped, s->Fallback * t->FallbackRate, s->Fallback);
        }

        // Blocked, nothing starves it.
        s->Starved = Without(s->Starved, blocked & delivering);
        s->Blocked = blocked;
        return blocked;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    static T Contracting(InitiativeLanes<T>* s, MemberPlan member)
    {
        var sites = s->Upstream[0];
        for (var stage = 1; stage < member.ContractStages; stage++)
            sites += s->Upstream[stage];
        return sites;
    }

    /// <summary>Where an initiative is in the first of two tiers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    T InFirstTier(InitiativeLanes<T>* s, int v) => plan.AdoptionFirst
        ? T.Equal(s->Stage, T.Of((double)Stage.Adoption))
        : s->Evidence >= programmeTerms[v].EvidenceBar;

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    void AddClaim(int i, int v, InitiativeLanes<T>* s, T claim)
    {
        if (!plan.TierDiffers)
        {
            claimed[plan.Members[i].Tier * vectors + v] += claim;
            return;
        }

        var first = InFirstTier(s, v);
        claimed[v] += first & claim;
        claimed[vectors + v] += Without(claim, first);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    T FractionOf(int i, int v, InitiativeLanes<T>* s) => plan.TierDiffers
        ? T.Select(InFirstTier(s, v), fractions[v], fractions[vectors + v])
        : fractions[plan.Members[i].Tier * vectors + v];

    /// <summary>The programme's own claims, and what each tier gets; needs are summed up as <see cref="Close"/> sums up what is received.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Allocate(int month)
    {
        var own = model.Allocation.LeverTier * vectors;
        if (plan.HasOwnGrants)
            FillOwnPurses(month);
        for (var v = 0; v < vectors; v++)
        {
            var p = programme + v;
            var t = programmeTerms + v;
            var needs = ClaimOwn(own + v, t->ScenarioCosts);
            for (var lever = 0; lever < LeverParametersByKind.Length; lever++)
                needs += OwnNeed(ClaimOwn(own + v, leverSpend[lever * vectors + v]), (Claimant)lever, v);
            needs += OwnNeed(ClaimOwn(own + v, t->FrameworkSpend), Claimant.Framework, v);
            p->Needs += needs;
            var left = p->Budget + p->Carry;
            for (var tier = 0; tier < tiers; tier++)
            {
                var claims = claimed[tier * vectors + v];
                var fraction = T.Select(claims <= left, T.Of(1), left / claims);
                left = T.Equal(fraction, T.Of(1)) & (left - claims);
                fractions[tier * vectors + v] = fraction;
            }

            p->Left = left;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    T ClaimOwn(int tier, T amount)
    {
        claimed[tier] += amount;
        return amount;
    }

    /// <summary>An initiative is paid; starved for too long, it stops.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Pay(int i, int month)
    {
        var first = initiatives + i * vectors;
        var terms = Terms(i, 0);
        var step = termsStep[i];
        var granted = plan.Members[i].HasGrants;
        var waits = plan.Members[i].Prerequisites.Length > 0;
        if (granted)
            FillPurse(i, month);
        for (var v = 0; v < vectors; v++)
        {
            var s = first + v;
            var t = terms + step * v;
            var m = Month(i, v);
            BeginMonth(s, t, m, v, T.Of(month));
            if (waits)
                m->Delivering = Without(m->Delivering, s->Blocked);
            var received = s->Claim * FractionOf(i, v, s);
            var need = s->Need;
            if (granted)
                received = WithGrants(i, v, received, need);
            var funded = T.Select(need > T.Of(0), received / need, T.Of(1));
            m->Received = received;
            programme[v].Paid += received;
            s->ReceivedSoFar += received;
            m->Funded = funded;
            var working = m->Delivering;
            if (T.Bits(working) == 0)
                continue;
            var starved = (funded < t->StarvedBelow) & (s->Starved + T.Of(1));
            s->Starved = T.Select(working, starved, s->Starved);
            var lost = working & (starved > T.Of(0)) & (starved >= t->PatienceMonths);
            for (var bits = Bits(lost, v); bits != 0;)
                Stop(s, Take(ref bits) % T.Count, StopReason.Unfunded);
        }
    }

    /// <summary>Stocks, carry and the programme's post.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Close(int month)
    {
        var own = model.Allocation.LeverTier * vectors;
        var yearEnds = model.FiscalYearIndex(month + 1) != model.FiscalYearIndex(month);
        for (var v = 0; v < vectors; v++)
        {
            var p = programme + v;
            var t = programmeTerms + v;
            var fraction = fractions[own + v];
            p->OwnReceived = t->ScenarioCosts * fraction;
            for (var lever = 0; lever < LeverParametersByKind.Length; lever++)
            {
                var received = OwnReceived(leverSpend[lever * vectors + v] * fraction, (Claimant)lever, v);
                p->OwnReceived += received;
                p->Stocks[lever] = Stock.Next(p->Stocks[lever], received, t->FullSpend[lever], t->Gain[lever], t->Decay[lever]);
            }

            var stewardship = OwnReceived(t->FrameworkSpend * fraction, Claimant.Framework, v);
            p->OwnReceived += stewardship;
            p->Framework = Stock.Next(p->Framework, stewardship, t->FrameworkFullSpend, t->FrameworkGain, t->FrameworkDecay);
            p->Paid += p->OwnReceived;
            p->Carry = yearEnds ? p->Left * t->CarryForward : p->Left;
            CloseProgrammePost(p, &t->Post, v, month);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void CloseProgrammePost(ProgrammeLanes<T>* p, PostTerms<T>* t, int v, int month)
    {
        var funded = T.Select(p->Needs > T.Of(0), p->Paid / p->Needs, T.Of(1));
        var pace = PaceOf(v, month);
        p->NewLeader = default;
        p->Remaining -= T.Select(p->Occupied, t->ClockStep(pace, funded), T.Of(1));
        p->Shortfall = T.Select(p->Occupied, p->Shortfall * t->RampDecay, p->Shortfall);
        var due = Bits(p->Remaining <= T.Of(0), v);
        if (plan.SharedCalendar is not { } shared || shared.Departs(month) || shared.Arrives(month))
            due |= LeaderChanges(p, v, month);
        while (due != 0)
        {
            var lane = Take(ref due);
            var filled = ChangeLeader(ref p->Occupied, ref p->Remaining, ref p->Shortfall, t, count, 0, lane);
            MaskLane(ref p->NewLeader, lane % T.Count) = filled ? ulong.MaxValue : 0;
        }
    }

    /// <summary>How fast the programme leader's clock runs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    T PaceOf(int v, int month)
    {
        if (plan.SharedCalendar is { } shared)
            return T.Of(shared.Turnover(month));
        T pace = default;
        for (var k = 0; k < T.Count; k++)
            Lane(ref pace, k) = calendars[v * T.Count + k].Turnover(month);
        return pace;
    }

    /// <summary>Lanes in which an event changes the programme's leader.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    ulong LeaderChanges(ProgrammeLanes<T>* p, int v, int month)
    {
        var due = 0UL;
        for (var k = 0; k < T.Count; k++)
        {
            var lane = v * T.Count + k;
            var occupied = MaskLane(ref p->Occupied, k) != 0;
            if (occupied ? calendars[lane].Departs(month) : calendars[lane].Arrives(month))
                due |= 1UL << lane;
        }

        return due;
    }

    /// <summary>A leader leaves, or a new one starts.</summary>
    /// <returns>Whether one starts.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    bool ChangeLeader(ref T occupied, ref T remaining, ref T shortfall, PostTerms<T>* t, int post, uint entity, int lane)
    {
        var k = lane % T.Count;
        ref var counts = ref posts[post * lanes + lane];
        ref var inPost = ref MaskLane(ref occupied, k);
        if (inPost != 0)
        {
            var number = counts.Vacancies++;
            inPost = 0;
            Lane(ref shortfall, k) = Lane(ref t->VacantShortfall, k);
            Lane(ref remaining, k) = number < DrawnLeaders
                ? ((double*)vacancies)[(post * DrawnLeaders + number) * lanes + lane]
                : DrawVacancy(t, entity, lane, number);
            return false;
        }

        var leader = ++counts.Leader;
        inPost = ulong.MaxValue;
        Lane(ref shortfall, k) = Lane(ref t->NewShortfall, k);
        Lane(ref remaining, k) = leader < DrawnLeaders
            ? ((double*)tenures)[(post * DrawnLeaders + leader) * lanes + lane]
            : DrawTenure(t, entity, lane, leader);
        return true;
    }

    // Leaders beyond those drawn beforehand are rare; apart, so that the many others need not make room for what these compute.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    double DrawVacancy(PostTerms<T>* t, uint entity, int lane, int number) =>
        LaneOf(t, lane % T.Count).Vacancy(DrawsOf(entity, lane).Normal(RandomStream.Vacancy, number)).Value;

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    double DrawTenure(PostTerms<T>* t, uint entity, int lane, int number) =>
        LaneOf(t, lane % T.Count).Tenure(0, DrawsOf(entity, lane).Exponential(RandomStream.Tenure, number)).Value;

    /// <summary>One lane of a post's terms by itself.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static PostTerms<Lanes1> LaneOf(PostTerms<T>* t, int k)
    {
        PostTerms<Lanes1> single = default;
        var values = (double*)&single;
        for (var i = 0; i < sizeof(PostTerms<Lanes1>) / sizeof(double); i++)
            values[i] = ((double*)t)[i * T.Count + k];
        return single;
    }
}
