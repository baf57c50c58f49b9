using System.Runtime.CompilerServices;
using Portfolio.Model.Lanes;
using Portfolio.Model.Leadership;
using Portfolio.Model.Parameters;

namespace Portfolio.Model.Blocks;

/// <summary>Where the terms of initiatives and programme stand, and how they get there.</summary>
sealed unsafe partial class Block<T>
{
    /// <summary>Where each initiative's terms stand; those whose terms are the same in all replications and equal to another's share them, so that they stay near the processor.</summary>
    /// <returns>How many there are.</returns>
    int PlaceTerms()
    {
        var next = 0;
        for (var i = 0; i < count; i++)
        {
            termsStep[i] = plan.Members[i].Varies ? 1 : 0;
            var alike = plan.Members[i].Alike;
            termsAt[i] = alike < i ? termsAt[alike] : next;
            next += alike < i ? 0 : termsStep[i] == 0 ? 1 : vectors;
        }

        return next;
    }

    /// <summary>Where each initiative's month terms stand: those with the same terms and tier share them.</summary>
    /// <returns>How many there are.</returns>
    int PlaceMonthTerms()
    {
        var next = 0;
        for (var i = 0; i < count; i++)
        {
            var (member, alike) = (plan.Members[i], plan.Members[plan.Members[i].Alike]);
            var shares = alike.Index < i && alike.Tier == member.Tier;
            monthTermsAt[i] = shares ? monthTermsAt[alike.Index] : next;
            next += shares ? 0 : vectors;
        }

        return next;
    }

    void BroadcastTerms()
    {
        for (var i = 0; i < count; i++)
        {
            if (termsStep[i] == 0)
                Broadcast((double*)Terms(i, 0), plan.Terms[i]);
        }

        var shared = ProgrammeTermsOf(model.Parameters.Fixed);
        for (var v = 0; v < vectors; v++)
            Broadcast((double*)(programmeTerms + v), shared);
    }

    /// <summary>Lays the same single terms into every lane.</summary>
    static void Broadcast<TTerms>(double* into, in TTerms single)
        where TTerms : unmanaged
    {
        for (var lane = 0; lane < T.Count; lane++)
            LayIn(into, lane, single);
    }

    /// <summary>Lays single terms into one lane: number by number, as both consist of nothing but lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void LayIn<TTerms>(double* into, int lane, in TTerms single)
        where TTerms : unmanaged
    {
        fixed (TTerms* terms = &single)
        {
            var values = (double*)terms;
            for (var i = 0; i < sizeof(TTerms) / sizeof(double); i++)
                into[i * T.Count + lane] = values[i];
        }
    }

    ProgrammeTerms<Lanes1> ProgrammeTermsOf(ParameterSet set)
    {
        ref readonly var p = ref set.Portfolio;
        var own = new ProgrammeTerms<Lanes1>
        {
            Post = PostTerms.Of(p.Leadership),
            CarryForward = p.BudgetCarryForward,
            EvidenceBar = p.AllocationEvidenceBar,
            ProgrammeWeight = p.FrameworkProgrammeWeight,
            ResetProbability = p.FrameworkResetProbability,
            ResetLoss = p.FrameworkResetLoss,
            Erosion = p.FrameworkErosion,
            FrameworkSpend = p.FrameworkPlannedSpendPerMonth,
            FrameworkFullSpend = p.FrameworkFullSpendPerMonth,
            FrameworkGain = p.FrameworkGain,
            FrameworkDecay = p.FrameworkDecay,
            ImplementingCapacity = p.ImplementingCapacity,
            ScaledShare = p.ScaledShare,
            SustainMonths = p.SustainMonths,
            ScenarioCosts = model.ScenarioCosts.Sum(cost => set[cost]),
        };
        for (var lever = 0; lever < LeverParametersByKind.Length; lever++)
        {
            own.FullSpend[lever] = p.Levers[lever].FullSpendPerMonth;
            own.Gain[lever] = p.Levers[lever].Gain;
            own.Decay[lever] = p.Levers[lever].Decay;
        }

        return own;
    }
}
