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
            SeeIncidents(month);
        for (var v = 0; v < vectors; v++)
            programme[v].CapacityShare = plan.HasCapacity ? CapacityShare(v) : T.Of(1);
    }

    /// <summary>Which lanes of each family have an incident.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void SeeIncidents(int month)
    {
        Array.Clear(familyIncidents);
        foreach (var member in plan.Members)
        {
            for (var v = 0; member.HasIncidents && member.Family >= 0 && v < vectors; v++)
            {
                var s = initiatives + member.Index * vectors + v;
                familyIncidents[member.Family] |= Bits((s->StartMonth <= T.Of(month)) & (s->IncidentMonths > T.Of(0)), v);
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
            implementing += Month(i, v)->Active & (s->Stage < T.Of((double)Stage.Stopped)) & s->Implementing;
        }

        return T.Select(T.Equal(implementing, T.Of(0)), T.Of(1), Elementary.Min(programmeTerms[v].ImplementingCapacity / implementing, T.Of(1)));
    }

    /// <summary>Mean committed share of the others of its family.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    T FamilyCommittedShare(InitiativeLanes<T>* s, int family, int v, int month)
    {
        var has = s->StartMonth <= T.Of(month);
        var others = familyStarted[family * vectors + v] - (has & T.Of(1));
        var committed = familyCommitted[family * vectors + v] - (has & s->CommittedShare);
        return T.Select(T.Equal(others, T.Of(0)), T.Of(0), committed / others);
    }

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
