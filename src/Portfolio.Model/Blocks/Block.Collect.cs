using System.Runtime.CompilerServices;
using Portfolio.Model.Outcomes;
using Portfolio.Model.Simulation;

namespace Portfolio.Model.Blocks;

/// <summary>The series of a month, handed to who gathers them: all initiatives of a series at once.</summary>
sealed unsafe partial class Block<T>
{
    readonly BlockCollector<T> collector;
    readonly Series[] wanted;
    readonly T* collected;

    /// <summary>Series of the portfolio and its themes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void CollectSums(int month)
    {
        var subjects = plan.Subjects.FirstInitiative;
        for (var series = 0; series < wanted.Length; series++)
        {
            for (var subject = 0; subject < subjects; subject++)
            {
                for (var v = 0; v < vectors; v++)
                    collected[subject * vectors + v] = ValueOf(wanted[series], subject, v);
            }

            collector.Take(series, month, 0, subjects, collected, vectors * sizeof(T), sizeof(T), UsedLanes);
        }
    }

    /// <summary>Series of the initiatives; what is kept as it is reported is taken from where it is kept.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void CollectInitiatives(int month)
    {
        if (!collector.TakesInitiatives)
            return;
        var first = plan.Subjects.FirstInitiative;
        for (var series = 0; series < wanted.Length; series++)
        {
            if (wanted[series].IsProgrammes())
                continue;
            if (wanted[series] == Series.Live)
                collector.Take(series, month, first, count, &initiatives->Live, vectors * sizeof(InitiativeLanes<T>), sizeof(InitiativeLanes<T>), UsedLanes);
            else if (Kept(wanted[series]) is var kept && kept is not null)
                collector.Take(series, month, first, count, kept, vectors * sizeof(InitiativeMonth<T>), sizeof(InitiativeMonth<T>), UsedLanes);
            else
                collector.Take(series, month, first, count, Gathered(wanted[series]), vectors * sizeof(T), sizeof(T), UsedLanes);
        }
    }

    /// <summary>Where a series of the first initiative is kept among what its month came to; null if it is not.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    T* Kept(Series series) => series switch
    {
        Series.Received => &monthOf->Received,
        Series.Funded => &monthOf->Funded,
        Series.Stability => &monthOf->Stability,
        _ => null,
    };

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    T* Gathered(Series series)
    {
        for (var i = 0; i < count; i++)
        {
            var at = i * vectors;
            for (var v = 0; v < vectors; v++)
                collected[at + v] = ValueOf(series, initiatives + at + v, monthOf + at + v, records + at + v, Terms(i, v), plan.Members[i]);
        }

        return collected;
    }

    /// <summary>A series of the portfolio or a theme.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    T ValueOf(Series series, int subject, int v)
    {
        var m = sums + subject * vectors + v;
        var p = programme + v;
        return series switch
        {
            Series.Budget => OfProgramme(subject, p->Budget),
            Series.Framework => OfProgramme(subject, p->Framework),
            >= Series.Capability and <= Series.Regulation => OfProgramme(subject, p->Stocks[series - Series.Capability]),
            Series.Received => m->Received,
            Series.Funded => T.Select(m->Need > T.Of(0), m->Received / m->Need, T.Of(1)),
            Series.Team => m->OverActive(m->Team),
            Series.Stability => m->OverActive(m->Stability),
            Series.LeaderInPost => m->OverActive(m->LeaderInPost),
            Series.Evidence => m->OverActive(m->Evidence),
            Series.Alignment => m->OverActive(m->Alignment),
            >= Series.InDiscovery and <= Series.InAdoption => m->InStage[series - Series.InDiscovery] / T.Of(plan.Subjects.Members[subject].Length),
            Series.Stopped => m->InStage[(int)Stage.Stopped] / T.Of(plan.Subjects.Members[subject].Length),
            Series.Undecided => m->Undecided,
            Series.Contracting => m->Contracting,
            Series.Implementing => m->Implementing,
            Series.Live => m->Live,
            Series.Abandoned => m->Abandoned,
            Series.LiveShare => m->Live / m->Eligible,
            Series.LocalCost => m->LocalCost,
            Series.CashBenefit => m->CashBenefit,
            Series.Qalys => m->Qalys,
            Series.Patients => m->Patients,
            _ => m->Npv,
        };
    }

    static T OfProgramme(int subject, T value) => subject == 0 ? value : T.Of(double.NaN);

    /// <summary>A series of a single initiative.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static T ValueOf(Series series, InitiativeLanes<T>* s, InitiativeMonth<T>* m, InitiativeRecord<T>* record, InitiativeTerms<T>* t, MemberPlan member) => series switch
    {
        Series.Received => m->Received,
        Series.Funded => m->Funded,
        Series.Team => s->Team,
        Series.Stability => m->Stability,
        Series.LeaderInPost => m->LeaderInPost,
        Series.Evidence => s->Evidence,
        Series.Alignment => s->Alignment,
        >= Series.InDiscovery and <= Series.Stopped => T.Equal(s->Stage, T.Of(series - Series.InDiscovery)) & T.Of(1),
        Series.Undecided => *Undecided(s, member),
        Series.Contracting => Contracting(s, member),
        Series.Implementing => s->Implementing,
        Series.Live => s->Live,
        Series.Abandoned => s->Abandoned,
        Series.LiveShare => s->Live / t->Eligible,
        Series.LocalCost => m->LocalCost,
        Series.CashBenefit => m->CashBenefit,
        Series.Qalys => m->Qalys,
        Series.Patients => m->Patients,
        _ => record->Benefit - record->Cost,
    };
}
