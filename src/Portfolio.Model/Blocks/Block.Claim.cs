using System.Runtime.CompilerServices;
using Portfolio.Model.Lanes;
using Portfolio.Model.Simulation;

namespace Portfolio.Model.Blocks;

/// <summary>What each initiative needs and claims at the month's start (step 5), and what its family sees of it.</summary>
sealed unsafe partial class Block<T>
{
    readonly int tiers;
    readonly int ownTier;
    readonly T* claimed;
    readonly T* fractions;
    readonly T* familyCommitted;
    readonly T* familyStarted;
    readonly T* familyOthers;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Claim(int month)
    {
        foreach (var member in plan.Members)
        {
            if (member.HasPrerequisites)
                MeetPrerequisites(member);
        }

        new Span<T>(claimed, tiers * vectors).Clear();
        new Span<T>(familyCommitted, plan.Families.Length * vectors).Clear();
        for (var v = 0; v < vectors; v++)
            AddNeeds(v, T.Of(month));
        for (var family = 0; family < plan.Families.Length * vectors; family++)
        {
            var others = familyStarted[family] - T.Of(1);
            familyOthers[family] = T.Without(T.Of(1) / others, T.Equal(others, T.Of(0)));
        }
    }

    /// <summary>Adds up what initiatives need and claim.</summary>
    /// <remarks>In registers, as through memory each sum would wait for the one before.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void AddNeeds(int v, T month)
    {
        T needs = default;
        for (var i = 0; i < count; i++)
        {
            var member = plan.Members[i];
            var s = initiatives + i * vectors + v;
            Need(s, Terms(i, v), member, month);
            if (member.Family >= 0)
                familyCommitted[member.Family * vectors + v] += s->CommittedShare;
            needs += s->Need;
            if (!plan.ClaimsAreNeeds)
                AddClaim(v, s, Terms(i, v), member);
        }

        programme[v].Needs = needs;
        if (plan.ClaimsAreNeeds)
            claimed[plan.Members[0].Tier * vectors + v] = needs;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    static void Need(InitiativeLanes<T>* s, InitiativeTerms<T>* t, MemberPlan member, T month)
    {
        var need = member.HasPrerequisites ? T.Without(s->StageNeed, s->Blocked) : s->StageNeed;
        var supported = T.SelectLess(month, s->SupportedUntil, s->Adopting, default);
        var committed = t->Eligible - (*Undecided(s, member) + s->Abandoned);
        var support = T.MultiplyAdd(t->SiteSupportCost, committed - s->Live, t->SupportCost);
        s->Supported = supported;
        s->CommittedShare = s->Started & (committed * t->InverseEligible);
        s->Need = need + (supported & support);
    }

    /// <summary>Where an unmet prerequisite has not stopped; those that have slow it down. Whoever is blocked counts as not delivering this month.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void MeetPrerequisites(MemberPlan member)
    {
        for (var v = 0; v < vectors; v++)
        {
            var s = initiatives + member.Index * vectors + v;
            var t = Terms(member.Index, v);
            T blocked = default;
            s->Fallback = T.Of(1);
            foreach (var (prerequisite, reached) in member.Prerequisites)
            {
                var other = initiatives + prerequisite * vectors + v;
                var unmet = other->Furthest < T.Of((double)reached);
                var stopped = T.Equal(other->Stage, T.Of((double)Stage.Stopped));
                blocked |= T.Without(unmet, stopped);
                s->Fallback = T.Select(unmet & stopped, s->Fallback * t->FallbackRate, s->Fallback);
            }

            // Blocked, nothing starves it.
            s->Starved = T.Without(s->Starved, blocked & s->Delivering);
            s->Blocked = blocked;
        }
    }

    /// <summary>Where an initiative is in the first of two tiers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    T InFirstTier(InitiativeLanes<T>* s, int v) => plan.AdoptionFirst
        ? T.Equal(s->Stage, T.Of((double)Stage.Adoption))
        : s->Evidence >= programmeTerms[v].EvidenceBar;

    /// <summary>The need, as far as the award's ceiling allows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    void AddClaim(int v, InitiativeLanes<T>* s, InitiativeTerms<T>* t, MemberPlan member)
    {
        var claim = s->Need;
        if (member.HasCeiling)
            s->Claim = claim = Elementary.Min(claim, Elementary.Max(t->AwardCeiling - s->Awarded - records[member.Index * vectors + v].Received, T.Of(0)));
        if (!plan.TierDiffers)
        {
            claimed[member.Tier * vectors + v] += claim;
            return;
        }

        var first = InFirstTier(s, v);
        claimed[v] += first & claim;
        claimed[vectors + v] += T.Without(claim, first);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    T FractionOf(InitiativeLanes<T>* s, MemberPlan member, int v) => plan.TierDiffers
        ? T.Select(InFirstTier(s, v), fractions[v], fractions[vectors + v])
        : fractions[member.Tier * vectors + v];
}
