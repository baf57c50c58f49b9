using System.Runtime.CompilerServices;
using Portfolio.Model.Lanes;
using Portfolio.Model.Leadership;
using Portfolio.Model.Randomness;
using Portfolio.Model.Simulation;

namespace Portfolio.Model.Blocks;

/// <summary>Leaders come and go (step 14).</summary>
sealed unsafe partial class Block<T>
{
    /// <summary>Changes of leaders before one at which its draw is asked for.</summary>
    const int ChangesAhead = 16;

    readonly PostTerms<T>** postTerms;

    /// <summary>An initiative's post lives through a month; marks the lanes in which its leader goes or a new one comes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    void ClosePost(InitiativeLanes<T>* s, InitiativeMonth<T>* m, InitiativeTerms<T>* t, MonthTerms<T>* c, MemberPlan member, int v, int month, DueLanes* due)
    {
        // The pace first, as whatever were computed before a call would be kept in memory.
        var pace = member.HasOwnShare || plan.TierDiffers ? OwnPace(m, t) : T.SelectLess(T.Of(0), s->Need, c->Pace, T.Of(1));
        if (member.HasTurnover)
            pace *= turnover[v];
        var closing = s->Delivering | s->Adopting;
        var leading = closing & s->Occupied;
        var remaining = s->Remaining - (closing & T.Select(s->Occupied, pace, T.Of(1)));
        s->Remaining = remaining;
        s->Shortfall = T.Select(leading, s->Shortfall * t->Post.RampDecay, s->Shortfall);
        due->Posts = T.Bits(closing) & T.BitsOfAtMost(remaining, T.Of(0));
        if (member.HasLeaderChanges)
            due->Posts |= LeaderChanges(s, member.Index, v, month, T.Bits(closing));
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    static T OwnPace(InitiativeMonth<T>* m, InitiativeTerms<T>* t) => t->Post.ClockStep(T.Of(1), m->Funded);

    /// <summary>Changes the leaders of all initiatives that are due.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void ChangeLeaders()
    {
        var end = dueLanes;
        for (var record = 0; record < count * vectors; record++)
            end = SetBits.List(end, dueOf[record].Posts, record * T.Count);
        for (var due = dueLanes; due < end; due++)
        {
            if (due + ChangesAhead < end)
                FetchChange((uint)due[ChangesAhead]);
            var s = initiatives + (uint)*due / (uint)T.Count;
            ChangeLeader(&s->Occupied, &s->Remaining, &s->Shortfall, postTerms[(uint)*due / (uint)T.Count], (uint)*due);
        }
    }

    /// <summary>Asks for the vacancy behind an initiative's leader who goes, or the tenure of the one who comes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    void FetchChange(uint place)
    {
        var (record, k) = (place / (uint)T.Count, place % (uint)T.Count);
        var occupied = ((ulong*)&initiatives[record].Occupied)[k] != 0;
        var drawn = (double*)(occupied ? vacancies : tenures);
        var number = (uint)(occupied ? posts[place].Vacancies : posts[place].Leaders + 1);
        Near.Fetch(drawn + (record * DrawnLeaders + number) * (uint)T.Count + k, 1);
    }

    /// <summary>Lanes in which an event changes the leader.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    uint LeaderChanges(InitiativeLanes<T>* s, int i, int v, int month, uint closing)
    {
        var due = 0u;
        for (var k = 0; k < T.Count; k++)
        {
            var own = calendars[v * T.Count + k].Initiative(i);
            var occupied = MaskLane(ref s->Occupied, k) != 0;
            if ((closing >> k & 1) != 0 && (occupied ? own.Departs(month) : own.Arrives(month)))
                due |= 1u << k;
        }

        return due;
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
            var lane = SetBits.Take(ref due);
            var filled = ChangeLeader(&p->Occupied, &p->Remaining, &p->Shortfall, t, (uint)(count * lanes + lane));
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

    /// <summary>A leader leaves, or a new one starts: without a branch, as one comes as often as the other.</summary>
    /// <param name="occupied">Whether the post is occupied, in the lanes it is in.</param>
    /// <param name="remaining">Months left.</param>
    /// <param name="shortfall">What effectiveness lacks.</param>
    /// <param name="t">The post's terms.</param>
    /// <param name="place">The post and lane: a lane of all posts.</param>
    /// <returns>Whether one starts.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    bool ChangeLeader(T* occupied, T* remaining, T* shortfall, PostTerms<T>* t, uint place)
    {
        var (record, k) = (place / (uint)T.Count, place % (uint)T.Count);
        var inPost = (ulong*)occupied + k;
        var leaves = (int)(*inPost & 1);
        *inPost = ~*inPost;

        // Leaders are counted from 1, as the first was there at the start; vacancies from 0.
        var number = Unsafe.Add(ref posts[place].Leaders, leaves)++ + 1 - leaves;
        var lacking = leaves != 0 ? &t->VacantShortfall : &t->NewShortfall;
        var drawn = leaves != 0 ? vacancies : tenures;
        ((double*)shortfall)[k] = ((double*)lacking)[k];
        ((double*)remaining)[k] = number < DrawnLeaders
            ? ((double*)drawn)[(record * DrawnLeaders + (uint)number) * (uint)T.Count + k]
            : leaves != 0 ? DrawVacancy(t, place, number) : DrawTenure(t, place, number);
        return leaves == 0;
    }

    // Leaders beyond those drawn beforehand are rare; apart, so that the many others need not make room for what these compute.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    double DrawVacancy(PostTerms<T>* t, uint place, int number) =>
        LaneOf<PostTerms<T>, PostTerms<Lanes1>>(ref *t, (int)place % T.Count).Vacancy(DrawsOfPost(place).Normal(RandomStream.Vacancy, number)).Value;

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    double DrawTenure(PostTerms<T>* t, uint place, int number) =>
        LaneOf<PostTerms<T>, PostTerms<Lanes1>>(ref *t, (int)place % T.Count).Tenure(0, DrawsOfPost(place).Exponential(RandomStream.Tenure, number)).Value;

    /// <summary>Draws of a post: the programme's stands behind those of the initiatives.</summary>
    Draws DrawsOfPost(uint place)
    {
        var (post, lane) = int.DivRem((int)place, lanes);
        return DrawsOf(post == count ? 0 : plan.Members[post].Entity, lane);
    }
}
