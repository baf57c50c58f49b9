using System.Runtime.CompilerServices;
using Portfolio.Model.Events;
using Portfolio.Model.Funding;
using Portfolio.Model.Parameters;

namespace Portfolio.Model.Blocks;

/// <summary>What each tier gets (step 6), and how the programme closes a month (steps 13 and 14).</summary>
sealed unsafe partial class Block<T>
{
    /// <summary>The programme's own claims, and what each tier gets; needs are summed up as <see cref="Close"/> sums up what is received.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Allocate(int month)
    {
        var own = ownTier * vectors;
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
            p->AllOwnNeeds += needs;
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

    /// <summary>Stocks, carry and the programme's post.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Close(int month)
    {
        var own = ownTier * vectors;
        var yearEnds = yearEndsAfter[month];
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
            p->AllOwnReceived += p->OwnReceived;
            p->OwnCost += p->OwnReceived * discount[month * vectors + v];
            p->Carry = yearEnds ? p->Left * t->CarryForward : p->Left;
            CloseProgrammePost(p, &t->Post, v, month);
        }
    }
}
