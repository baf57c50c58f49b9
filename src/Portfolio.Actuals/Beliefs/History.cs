using Portfolio.Actuals.Ledgers;
using Portfolio.Contracts.V1;
using Portfolio.Definitions.Schema;
using Portfolio.Model;
using Fact = Portfolio.Contracts.V1.Entry.FactOneofCase;
using Stage = Portfolio.Contracts.V1.Stage;
using StopReason = Portfolio.Contracts.V1.StopReason;

namespace Portfolio.Actuals.Beliefs;

/// <summary>Walks through what is believed, month by month, and knows where the subject stands after each.</summary>
sealed class History
{
    readonly Belief now;
    readonly Dictionary<LeverKind, LeverRating> levers = [];
    Month? stageSince;
    Month? leaderSince;
    (Month Month, double Share)? progress;

    public History(string subject, Beginning beginning)
    {
        now = new Belief
        {
            Subject = subject,
            Stage = beginning.Stage,
            Reworks = beginning.Reworks,
            Received = beginning.Received,
            Decided = beginning.Contracting + beginning.Implementing + beginning.Live + beginning.Abandoned,
            Contracting = beginning.Contracting,
            Implementing = beginning.Implementing,
            Live = beginning.Live,
            Abandoned = beginning.Abandoned,
        };
        stageSince = Month.TryParse(beginning.StageSince, out var since) ? since : null;
    }

    /// <summary>Where the subject stands after the months walked through.</summary>
    public Belief Now()
    {
        var belief = now.Clone();
        belief.StageSince = stageSince?.ToString() ?? "";
        belief.LeaderSince = leaderSince?.ToString() ?? "";
        if (progress is { } rated && (stageSince is not { } began || rated.Month - began >= 0))
            belief.Progress = rated.Share;
        belief.Levers.AddRange(levers.Values.OrderBy(each => each.Lever));
        DoubtStocks(belief);
        return belief;
    }

    /// <summary>Walks through all that is believed of one month, and says what happened in it.</summary>
    public MonthOfActuals Walk(Month month, IReadOnlyList<Believed> facts)
    {
        foreach (var each in facts)
            Apply(each, month);
        ChangeLeaders(month, facts);
        var happened = new MonthOfActuals
        {
            Month = month.ToString(),
            Received = Of(facts, Fact.FundingReceived),
            Spent = Of(facts, Fact.Spend),
            Decided = (int)Of(facts, Fact.SitesDecided),
            Contracted = (int)Of(facts, Fact.SitesContracted),
            WentLive = (int)Of(facts, Fact.SitesLive),
            Abandoned = (int)Of(facts, Fact.SitesAbandoned),
            Live = now.Live,
            Stage = now.Stage,
        };
        if (now.HasLeaderInPost)
            happened.LeaderInPost = now.LeaderInPost;
        return happened;
    }

    void Apply(Believed each, Month month)
    {
        DoubtSources(each);
        var (value, sites) = (each.Value, (int)each.Value);
        switch (each.Slot.Fact)
        {
            case Fact.FundingReceived: now.Received += value; break;
            case Fact.Spend: now.Spent += value; break;
            case Fact.Carried: now.Carried = value; break;
            case Fact.SitesDecided: (now.Decided, now.Contracting) = (now.Decided + sites, now.Contracting + sites); break;
            case Fact.SitesContracted: (now.Contracting, now.Implementing) = (now.Contracting - sites, now.Implementing + sites); break;
            case Fact.SitesLive: (now.Implementing, now.Live) = (now.Implementing - sites, now.Live + sites); break;
            case Fact.SitesAbandoned: (now.Live, now.Abandoned) = (now.Live - sites, now.Abandoned + sites); break;
            case Fact.StagePassed: Pass((Stage)sites, month); break;
            case Fact.Reworked: (now.Reworks, stageSince) = (now.Reworks + sites, month + 1); break;
            case Fact.Stopped: Stop((StopReason)sites, month); break;
            case Fact.Incident: now.Incidents += sites; break;
            case Fact.EvidenceRating: now.Evidence = value; break;
            case Fact.AlignmentRating: now.Alignment = value; break;
            case Fact.TeamRating: now.Team = value; break;
            case Fact.ProgressRating: progress = (month, value); break;
            case Fact.FrameworkRating: now.Framework = value; break;
            case Fact.LeverRating: levers[each.Slot.Lever] = new LeverRating { Lever = each.Slot.Lever, Share = value }; break;
        }
    }

    void Pass(Stage passed, Month month)
    {
        if (passed < now.Stage)
        {
            now.Doubts.Add($"stagePassed in {month}: {NameOf(passed)} was passed after it had been left; {NameOf(now.Stage)} is believed");
            return;
        }

        (now.Stage, stageSince) = (passed + 1, month + 1);
    }

    void Stop(StopReason reason, Month month)
    {
        if (now.Stage != Stage.Stopped)
            now.StoppedStage = now.Stage;
        (now.Stage, now.StopReason, stageSince) = (Stage.Stopped, reason, month + 1);
    }

    /// <summary>Who arrives or leaves in a month is there, or gone, from the next. Where both happened, the post was handed over if it was occupied before.</summary>
    void ChangeLeaders(Month month, IReadOnlyList<Believed> facts)
    {
        var (arrived, left) = (Of(facts, Fact.LeaderArrived) > 0, Of(facts, Fact.LeaderLeft) > 0);
        if (!arrived && !left)
            return;
        now.LeaderInPost = arrived && (!left || !now.HasLeaderInPost || now.LeaderInPost);
        leaderSince = month + 1;
    }

    void DoubtSources(Believed each)
    {
        foreach (var (source, value) in each.Others)
            now.Doubts.Add($"{each.Slot}: {each.Source} says {Text(each, each.Value)} and is believed, {source} says {Text(each, value)}");
    }

    static string Text(Believed each, double value) => each.Slot.Fact switch
    {
        Fact.StagePassed => NameOf((Stage)(int)value),
        Fact.Stopped => Rules.FileName(Stopped.Descriptor.FindFieldByNumber(Stopped.ReasonFieldNumber).EnumType.FindValueByNumber((int)value)),
        _ => Rules.Text(value),
    };

    static string NameOf(Stage stage) => stage.ToString().ToLowerInvariant();

    /// <summary>Fewer than no sites cannot be: somebody forgot an entry before.</summary>
    static void DoubtStocks(Belief belief)
    {
        belief.Contracting = Floor(belief, "contracting", belief.Contracting, "more sites signed than had decided");
        belief.Implementing = Floor(belief, "implementing", belief.Implementing, "more sites went live than had signed");
        belief.Live = Floor(belief, "live", belief.Live, "more sites abandoned than were live");
    }

    static int Floor(Belief belief, string what, int sites, string why)
    {
        if (sites < 0)
            belief.Doubts.Add($"{what}: {sites} sites, as {why}; 0 are believed");
        return Math.Max(0, sites);
    }

    static double Of(IReadOnlyList<Believed> facts, Fact fact) => facts.FirstOrDefault(each => each.Slot.Fact == fact)?.Value ?? 0;
}
