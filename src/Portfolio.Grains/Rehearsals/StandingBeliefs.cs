using Portfolio.Contracts.V1;
using Portfolio.Model;
using Stage = Portfolio.Contracts.V1.Stage;

namespace Portfolio.Grains.Rehearsals;

/// <summary>Where a future stands, said as a forecast is told what is believed: so that what may follow is made as any forecast is.</summary>
static class StandingBeliefs
{
    /// <summary>The programme and every initiative that has begun.</summary>
    /// <param name="portfolio">The portfolio's resource name.</param>
    /// <param name="month">Where they stand.</param>
    /// <param name="from">The month after.</param>
    public static List<Belief> Of(string portfolio, RehearsedMonth month, Month from) =>
        [OfProgramme(portfolio, month.Programme, from), .. month.Initiatives.Where(each => each.Started).Select(each => OfInitiative(portfolio, each, from))];

    static Belief OfProgramme(string portfolio, RehearsedProgramme it, Month from)
    {
        var belief = WithLeader(new Belief { Subject = portfolio, LastEntry = 1, Framework = it.Framework, Carried = it.Carried }, it.Post, from);
        belief.Levers.AddRange(it.Levers.Select((share, index) => new LeverRating { Lever = LeverKind.Capability + index, Share = share }));
        return belief;
    }

    static Belief OfInitiative(string portfolio, RehearsedInitiative it, Month from) => WithLeader(
        new Belief
        {
            Subject = $"{portfolio}/initiatives/{it.Id}",
            LastEntry = 1,
            Stage = it.Stage,
            StoppedStage = it.Stage == Stage.Stopped ? it.Furthest : Stage.Unspecified,
            StageSince = (from + -(int)it.MonthsInAdoption).ToString(),
            Reworks = it.Attempt,
            Received = it.ReceivedSoFar,
            Contracting = it.Contracting.Sum(),
            Implementing = it.Implementing,
            Live = it.Live,
            Abandoned = it.Abandoned,
            Evidence = it.Evidence,
            Alignment = it.Alignment,
            Team = it.Team,

            // A stage that is done waits for its gate with more than was needed; a start knows no more than that it is done.
            Progress = Math.Min(it.Progress, 1),
        },
        it.Post,
        from);

    static Belief WithLeader(Belief belief, PostStanding post, Month from)
    {
        (belief.LeaderInPost, belief.LeaderSince) = (post.Occupied, (from + -(int)post.MonthsInPost).ToString());
        return belief;
    }
}
