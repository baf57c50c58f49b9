using System.Runtime.CompilerServices;
using Portfolio.Model.Lanes;

namespace Portfolio.Model.Blocks;

/// <summary>What initiatives see of each other: their families, incidents there, and who else implements.</summary>
sealed unsafe partial class Block<T>
{
    /// <summary>What initiatives see of each other: their families and who else implements.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void MeetOthers(int month)
    {
        if (stopsAreSeen)
        {
            for (var i = 0; i < count; i++)
                Pay(i, month);
        }

        if (hasIncidents)
            SeeIncidents();
        for (var v = 0; v < vectors; v++)
            programme[v].CapacityShare = plan.HasCapacity ? CapacityShare(v) : T.Of(1);
        ShareTerms(month);
    }

    /// <summary>Which lanes of each family have an incident.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void SeeIncidents()
    {
        Array.Clear(familyIncidents);
        foreach (var member in plan.Members)
        {
            for (var v = 0; member.HasIncidents && member.Family >= 0 && v < vectors; v++)
            {
                var s = initiatives + member.Index * vectors + v;
                familyIncidents[member.Family] |= T.Bits(s->IncidentMonths > T.Of(0));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    T CapacityShare(int v)
    {
        T implementing = default;
        for (var i = 0; i < count; i++)
        {
            var s = initiatives + i * vectors + v;
            implementing += (s->Delivering | s->Adopting) & s->Implementing;
        }

        return T.Select(T.Equal(implementing, T.Of(0)), T.Of(1), Elementary.Min(programmeTerms[v].ImplementingCapacity / implementing, T.Of(1)));
    }

    /// <summary>Mean committed share of the others of its family, for one that has started.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    T FamilyCommittedShare(InitiativeLanes<T>* s, int family, int v) =>
        (familyCommitted[family * vectors + v] - s->CommittedShare) * familyOthers[family * vectors + v];

    /// <summary>Product of the family openness of the others that have an incident.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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

    /// <summary>Keeps what families show of their incidents, as all of them use the month's start.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void ShowIncidents()
    {
        for (var family = 0; family < plan.Families.Length; family++)
        {
            if (familyIncidents[family] == 0)
                continue;
            foreach (var i in plan.Families[family])
            {
                for (var v = 0; v < vectors; v++)
                    initiatives[i * vectors + v].FamilyOpenness = FamilyOpenness(i, family, v);
            }
        }
    }
}
