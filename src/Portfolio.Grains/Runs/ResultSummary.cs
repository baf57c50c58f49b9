using Portfolio.Contracts.V1;
using Portfolio.Definitions;
using Portfolio.Model;
using Portfolio.Model.Outcomes;
using Portfolio.Model.Statistics;
using Stage = Portfolio.Contracts.V1.Stage;

namespace Portfolio.Grains.Runs;

/// <summary>What a run found, subject by subject, as its clients read it.</summary>
sealed class ResultSummary
{
    readonly PortfolioModel model;
    readonly OutcomeStatistics statistics;

    ResultSummary(PortfolioModel model, OutcomeStatistics statistics) => (this.model, this.statistics) = (model, statistics);

    /// <summary>The result, without bands.</summary>
    /// <param name="run">The run's name.</param>
    /// <param name="model">What was simulated.</param>
    /// <param name="groups">Ids of what may be a group of alike initiatives.</param>
    /// <param name="statistics">Its outcomes.</param>
    public static RunResult Of(string run, PortfolioModel model, IEnumerable<string> groups, OutcomeStatistics statistics)
    {
        var summary = new ResultSummary(model, statistics);
        var result = new RunResult
        {
            Run = run,
            Replications = statistics.Replications,
            BandResolution = "counts are exact; shares are rounded to 1/256, amounts to 1 % of their size or 1/16,384 of the largest, in quantiles of bands only",
        };
        for (var subject = 0; subject < statistics.Subjects.Count; subject++)
            result.Subjects.Add(summary.SubjectOf(subject));
        for (var target = 0; target < model.Targets.Count; target++)
            result.Targets.Add(new TargetResult { Target = model.Targets[target].Id, Met = ProportionOf(1, statistics.Target(target)) });
        result.Groups.AddRange(groups.Select(summary.GroupOf).Where(group => group.Copies > 0));
        return result;
    }

    GroupResult GroupOf(string id)
    {
        var name = $"initiatives/{id}";
        var subjects = statistics.Subjects;
        List<int> copies = [.. Enumerable.Range(0, subjects.Count).Where(subject => GroupCopies.IsCopy(subjects.Names[subject], name))];
        var group = new GroupResult { Group = name, Copies = copies.Count };
        if (copies.Count > 0)
            group.Live.AddRange(QuantilesOf(statistics.Together(copies, Outcome.Live)));
        return group;
    }

    SubjectResult SubjectOf(int subject)
    {
        var subjects = statistics.Subjects;
        var members = subjects.Members[subject];
        var isInitiative = subject >= subjects.FirstInitiative;
        var theme = isInitiative ? model.Initiatives[members[0]].Theme : -1;
        Proportion Share(Outcome outcome) => ProportionOf(members.Length, statistics[subject, outcome]);
        Estimate Number(Outcome outcome) => EstimateOf(statistics[subject, outcome]);
        var result = new SubjectResult
        {
            Subject = subjects.Names[subject],
            Theme = theme < 0 ? "" : model.Themes[theme],
            Initiatives = members.Length,
            Eligible = members.Sum(member => Eligible(member)),
            Scaled = Share(Outcome.Scaled),
            Sustained = Share(Outcome.Sustained),
            SustainedUndecidable = Share(Outcome.SustainedUndecidable),
            Stopped = Share(Outcome.Stopped),
            StoppedFailedGate = Share(Outcome.StoppedFailedGate),
            StoppedUnfunded = Share(Outcome.StoppedUnfunded),
            StoppedCancelled = Share(Outcome.StoppedCancelled),
            Live = Number(Outcome.Live),
            PeakLive = Number(Outcome.PeakLive),
            Stability = Number(Outcome.Stability),
            Funded = Number(Outcome.Funded),
            Received = Number(Outcome.Received),
            Patients = Number(Outcome.Patients),
            Qalys = Number(Outcome.Qalys),
            Npv = Number(Outcome.Npv),
            BenefitCostRatio = Number(Outcome.BenefitCostRatio),
            MonthsToFirstLive = Number(Outcome.MonthsToFirstLive),
            MonthsToHalf = Number(Outcome.MonthsToHalf),
        };
        for (var outcome = Outcome.EndedInDiscovery; outcome <= Outcome.EndedInAdoption; outcome++)
            result.Stages.Add(new StageShare { Stage = Stage.Discovery + (outcome - Outcome.EndedInDiscovery), Share = Share(outcome) });
        return result;
    }

    int Eligible(int initiative) => (int)model.Parameters.At(0).Initiative(initiative).SitesEligible;

    /// <summary>Initiatives of one replication share its fate, so the interval rests on replications alone.</summary>
    static Proportion ProportionOf(int initiatives, OutcomeSummary share)
    {
        var value = share.Count == 0 ? 0 : share.Mean;
        var (low, high) = Wilson.Interval(value, share.EffectiveCount);
        return new Proportion { Value = value, Low = low, High = high, Trials = (long)share.Count * initiatives };
    }

    static Estimate EstimateOf(OutcomeSummary number)
    {
        var estimate = new Estimate { Count = number.Count };
        if (number.Count == 0)
            return estimate;
        (estimate.Mean, estimate.StandardError) = (number.Mean, number.StandardError);
        (estimate.Resolution, estimate.RelativeResolution) = number.Resolution;
        if (number.Variances is { } variances)
            (estimate.ParameterVariance, estimate.ChanceVariance) = variances;
        estimate.Quantiles.AddRange(QuantilesOf(number));
        return estimate;
    }

    static IEnumerable<Quantile> QuantilesOf(OutcomeSummary number) => number.Quantiles(BandView.Probabilities)
        .Select(each => new Quantile { Probability = each.Probability, Value = each.Value, StandardError = each.StandardError });
}
