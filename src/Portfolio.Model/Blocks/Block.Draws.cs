using System.Runtime.CompilerServices;
using Portfolio.Model.Distributions;
using Portfolio.Model.Leadership;
using Portfolio.Model.Parameters;
using Portfolio.Model.Randomness;

namespace Portfolio.Model.Blocks;

/// <summary>What is drawn for all lanes at once before the first month: leaders, vacancies, stages, gates.</summary>
sealed unsafe partial class Block<T>
{
    /// <summary>The first leaders and vacancies of a post.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void DrawPosts(int post, uint entity, PostTerms<T>* first, int step)
    {
        for (var block = 0; block < DrawnLeaders / 4; block++)
        {
            for (var v = 0; v < vectors; v++)
            {
                var t = (PostTerms<T>*)((byte*)first + (nint)step * v);
                var replication = (uint)(firstReplication + v * T.Count);
                var to = (post * vectors + v) * DrawnLeaders + block * 4;
                var (w0, w1, w2, w3) = LaneDraws.OfReplications<T>(model.Seed, RandomStream.Tenure, entity, (uint)block, replication);
                tenures[to] = TenureOf(t, block == 0 ? t->Served : T.Of(0), w0);
                tenures[to + 1] = TenureOf(t, T.Of(0), w1);
                tenures[to + 2] = TenureOf(t, T.Of(0), w2);
                tenures[to + 3] = TenureOf(t, T.Of(0), w3);
                (w0, w1, w2, w3) = LaneDraws.OfReplications<T>(model.Seed, RandomStream.Vacancy, entity, (uint)block, replication);
                vacancies[to] = VacancyOf(t, w0);
                vacancies[to + 1] = VacancyOf(t, w1);
                vacancies[to + 2] = VacancyOf(t, w2);
                vacancies[to + 3] = VacancyOf(t, w3);
            }
        }
    }

    // Methods of their own, as the runtime inlines only so much into one.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    static T TenureOf(PostTerms<T>* t, T served, T word) => t->Tenure(served, LaneDraws.Exponential(word));

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    static T VacancyOf(PostTerms<T>* t, T word) => t->Vacancy(NormalOf(word));

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    static T NormalOf(T word) => StandardNormal.Quantile(LaneDraws.Uniform(word));

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    static T SpreadOf(T sigma, T normal) => Spread.Of(sigma, normal);

    /// <summary>Lengths, gates and rework of the first attempts.</summary>
    void DrawStages(int i, uint entity)
    {
        for (var attempt = 0; attempt < DrawnAttempts; attempt++)
            DrawStages(i, entity, attempt);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void DrawStages(int i, uint entity, int attempt)
    {
        for (var v = 0; v < vectors; v++)
        {
            var t = Terms(i, v);
            var replication = (uint)(firstReplication + v * T.Count);
            var to = DrawnStage(i, attempt, 0) * vectors + v;
            var (w0, w1, w2, w3) = LaneDraws.OfReplications<T>(model.Seed, RandomStream.StageDuration, entity, (uint)attempt, replication);
            lengths[to] = T.Of(1) / (t->StageMonths[0] * SpreadOf(t->DurationSigma, NormalOf(w0)));
            lengths[to + vectors] = T.Of(1) / (t->StageMonths[1] * SpreadOf(t->DurationSigma, NormalOf(w1)));
            lengths[to + 2 * vectors] = T.Of(1) / (t->StageMonths[2] * SpreadOf(t->DurationSigma, NormalOf(w2)));
            lengths[to + 3 * vectors] = T.Of(1) / (t->StageMonths[3] * SpreadOf(t->DurationSigma, NormalOf(w3)));
            (w0, w1, w2, w3) = LaneDraws.OfReplications<T>(model.Seed, RandomStream.Gate, entity, (uint)attempt, replication);
            gateLuck[to] = NormalOf(w0);
            gateLuck[to + vectors] = NormalOf(w1);
            gateLuck[to + 2 * vectors] = NormalOf(w2);
            gateLuck[to + 3 * vectors] = NormalOf(w3);
            (w0, w1, w2, w3) = LaneDraws.OfReplications<T>(model.Seed, RandomStream.Rework, entity, (uint)attempt, replication);
            rework[to] = LaneDraws.Uniform(w0);
            rework[to + vectors] = LaneDraws.Uniform(w1);
            rework[to + 2 * vectors] = LaneDraws.Uniform(w2);
            rework[to + 3 * vectors] = LaneDraws.Uniform(w3);
        }
    }

    /// <summary>Fiscal years in whole blocks of draws.</summary>
    int RoundedYears => (model.Income.Years + 3) / 4 * 4;

    /// <summary>What is settled of each fiscal year's money, and so what comes in month by month.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void DrawIncome()
    {
        for (var v = 0; v < vectors; v++)
        {
            T sigma = default;
            for (var k = 0; k < T.Count; k++)
                Lane(ref sigma, k) = Spread.Sigma(numbers[v * T.Count + k].Portfolio.BudgetSettlementCv);
            for (var year = 0; year < model.Income.Years; year += 4)
            {
                var (w0, w1, w2, w3) = LaneDraws.OfReplications<T>(model.Seed, RandomStream.Settlement, 0, (uint)year / 4, (uint)(firstReplication + v * T.Count));
                var to = settlements + year * vectors + v;
                to[0] = SpreadOf(sigma, NormalOf(w0));
                to[vectors] = SpreadOf(sigma, NormalOf(w1));
                to[2 * vectors] = SpreadOf(sigma, NormalOf(w2));
                to[3 * vectors] = SpreadOf(sigma, NormalOf(w3));
            }
        }

        for (var lane = 0; lane < lanes; lane++)
        {
            model.Income.Fill(
                new Span<double>((double*)income + lane, (months - 1) * lanes + 1),
                new ReadOnlySpan<double>((double*)settlements + lane, (model.Income.Years - 1) * lanes + 1), lanes, numbers[lane], calendars[lane]);
        }
    }

    /// <summary>An initiative's overrun: over lanes where it is lognormal, as it mostly is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    T DrawOverrun(UncertainOverrun overrun, int v)
    {
        var (word, _, _, _) = LaneDraws.OfReplications<T>(model.Seed, RandomStream.Overrun, overrun.Entity, 0, (uint)(firstReplication + v * T.Count));
        if (overrun.Of is Lognormal lognormal)
            return LognormalOf(lognormal, NormalOf(word));
        T drawn = default;
        for (var k = 0; k < T.Count; k++)
            Lane(ref drawn, k) = overrun.Of.Quantile(DrawsOf(overrun.Entity, v * T.Count + k).Uniform(RandomStream.Overrun, 0));
        return drawn;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    static T LognormalOf(Lognormal of, T normal) => of.At(normal);

    /// <summary>Where the draws of an attempt at a stage stand, all lanes together.</summary>
    static int DrawnStage(int i, int attempt, int stage) => (i * DrawnAttempts + attempt) * ByStage.Length + stage;

    /// <summary>The post as the first month finds it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    (T Occupied, T Remaining, T Shortfall) FirstLeader(PostTerms<T>* t, int post, int v, bool startsVacant) => startsVacant
        ? (default, vacancies[(post * vectors + v) * DrawnLeaders], t->VacantShortfall)
        : (T.OfBits(ulong.MaxValue), tenures[(post * vectors + v) * DrawnLeaders] - t->MonthsInPost, t->FirstShortfall);

    void CountFirstVacancy(int post)
    {
        for (var lane = 0; lane < lanes; lane++)
            posts[post * lanes + lane].Vacancies = 1;
    }
}
