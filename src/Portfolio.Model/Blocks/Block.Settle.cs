using System.Runtime.CompilerServices;
using Portfolio.Model.Lanes;
using Portfolio.Model.Simulation;

namespace Portfolio.Model.Blocks;

/// <summary>What follows from a month's events: value (step 10), the post, and what is kept for the end.</summary>
sealed unsafe partial class Block<T>
{
    /// <summary>What follows for all initiatives.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void Settle(int month)
    {
        for (var i = 0; i < count; i++)
        {
            var member = plan.Members[i];
            if (member.HasTurnover)
                LoadCalendar(member, month);
            for (var v = 0; v < vectors; v++)
                Settle(member, i, v, month);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    void Settle(MemberPlan member, int i, int v, int month)
    {
        var s = initiatives + i * vectors + v;
        var m = Month(i, v);
        var t = Terms(i, v);
        var c = monthTerms + monthTermsAt[i] + v;
        var due = dueOf + i * vectors + v;
        var record = records + i * vectors + v;
        if (T.Bits(m->Active) == 0)
        {
            m->LocalCost = m->CashBenefit = m->Qalys = m->Patients = default;
            if (month == 0)
                Watch(s, t, record, v, T.Of(month));
            Observe(s, m, t, record, member, v);
            return;
        }

        var live = m->Living & s->Live;
        var wentLive = s->Live + s->Abandoned - m->EverLive;
        var cost = m->Received * discount[month * vectors + v];
        if (T.BitsOfLess(T.Of(0), live + wentLive) != 0)
        {
            cost = c->Worth.Cost(live, wentLive, cost);
            var qalys = live * c->Worth.Qalys;
            var health = live * c->Worth.Health;
            var patients = live * t->Value.Patients;
            record->Qalys += qalys;
            record->HealthBenefit += health;
            record->Benefit += c->Worth.Benefit(live, s->BenefitFactor, health);
            record->Patients += patients;
            if (plan.SumsAll)
            {
                m->LocalCost = wentLive * t->Value.Deploy + live * t->Value.Running * T.Of(PerYear);
                m->CashBenefit = live * (c->YearlyBenefit * s->BenefitFactor) * T.Of(PerYear);
                m->Qalys = qalys;
                m->Patients = patients;
            }
        }
        else if (plan.SumsAll)
        {
            m->LocalCost = m->CashBenefit = m->Qalys = m->Patients = default;
        }

        record->Cost += cost;
        record->Need += s->Need;
        record->Received += m->Received;
        record->Stability += m->Active & m->Stability;
        record->PeakLive = Elementary.Max(record->PeakLive, s->Live);
        ClosePost(s, m, t, c, member, v, month, due);
        Observe(s, m, t, record, member, v);
        if ((T.BitsOfAtMost(record->NextMark, s->Live) | T.Bits(T.Equal(record->SeenIn, T.Of(month)))) != 0 || month == 0)
            Watch(s, t, record, v, T.Of(month));
    }

    /// <summary>Notes when an initiative's sites went live, whether it scaled, and whether it is still used some time after support has ended.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    void Watch(InitiativeLanes<T>* s, InitiativeTerms<T>* t, InitiativeRecord<T>* record, int v, T month)
    {
        record->PeakLive = Elementary.Max(record->PeakLive, s->Live);
        var never = T.Of(double.PositiveInfinity);
        var since = Elementary.Max(month - s->StartMonth, T.Of(0));
        var half = T.Of(0.5) * t->Eligible;
        var scale = Elementary.Max(programmeTerms[v].ScaledShare * t->Eligible, T.Of(1));
        record->FirstLive = T.Select(s->Live >= T.Of(1), Elementary.Min(record->FirstLive, since), record->FirstLive);
        record->Half = T.Select(s->Live >= half, Elementary.Min(record->Half, since), record->Half);
        record->Scaled |= s->Live >= scale;
        var mark = T.Select(T.Equal(record->FirstLive, never), T.Of(1), never);
        mark = Elementary.Min(mark, T.Select(T.Equal(record->Half, never), half, never));
        record->NextMark = Elementary.Min(mark, T.Select(record->Scaled, never, scale));

        var used = (s->Live >= T.Of(0.5) * Elementary.Max(record->PeakLive, record->LiveAtStart)) & T.Of(1);
        record->StillUsed = T.Select(T.Equal(record->SeenIn, month), used, record->StillUsed);
    }
}
