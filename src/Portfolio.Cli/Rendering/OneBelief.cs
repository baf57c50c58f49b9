using Portfolio.Contracts.V1;
using Spectre.Console;

namespace Portfolio.Cli.Rendering;

/// <summary>Where one initiative or the programme stands, in full.</summary>
/// <param name="id">Its id.</param>
/// <param name="belief">Where it stands.</param>
/// <param name="months">How it came there.</param>
sealed class OneBelief(string id, Belief belief, IReadOnlyList<MonthOfActuals> months)
{
    /// <summary>The stage, as files write it.</summary>
    public static string StageOf(Belief belief) => belief.Stage == Stage.Unspecified ? "" : belief.Stage.ToString().ToLowerInvariant();

    /// <summary>Prints it: standing, doubts, and the months in which anything happened.</summary>
    public void Print(Page page)
    {
        page.Line($"{id} at the end of {belief.Month}, {Known}");
        page.Line();
        foreach (var (name, text) in Lines.Where(line => line.Text.Length > 0))
            page.Line($"  {name,-10}{text}");
        foreach (var doubt in belief.Doubts)
            page.Line($"  doubt     {doubt}");
        var table = Tables.New("Months in which something happened", "!month", ">received", ">spent", ">decided", ">contracted", "~went live", "~gave up", ">live", "!stage", "leader");
        foreach (var (month, before) in months.Zip(months.Prepend(null)).Where(pair => IsNews(pair.First, pair.Second)))
            table.AddRow([.. Cells(month)]);
        page.Write(table);
    }

    string Known => belief.LastEntry == 0 ? "where its plan begins, as nothing was recorded until then" : $"by {(belief.LastEntry == 1 ? "1 entry" : $"{Figures.Count(belief.LastEntry)} entries")}, the last recorded {EntryText.Time(belief.RecordTime)}";

    IEnumerable<(string Name, string Text)> Lines =>
    [
        ("stage", $"{StageOf(belief)}{Since(belief.StageSince)}{(belief.Stage == Stage.Stopped ? $", {belief.StopReason.ToString().ToLowerInvariant()}" : "")}"),
        ("leader", belief.HasLeaderInPost ? $"{(belief.LeaderInPost ? "in post" : "post vacant")}{Since(belief.LeaderSince)}" : "nobody said"),
        ("sites", belief.Stage == Stage.Unspecified ? "" : $"{Figures.Count(belief.Decided)} decided: {belief.Contracting} contracting, {belief.Implementing} implementing, {belief.Live} live, {belief.Abandoned} gave up"),
        ("money", $"{Figures.ExactPounds(belief.Received)} received, {Figures.ExactPounds(belief.Spent)} spent{(belief.HasCarried ? $", {Figures.ExactPounds(belief.Carried)} left over" : "")}"),
        ("ratings", string.Join(", ", Ratings)),
        ("reworks", belief.Reworks == 0 ? "" : Figures.Count(belief.Reworks)),
        ("incidents", belief.Incidents == 0 ? "" : Figures.Count(belief.Incidents)),
    ];

    IEnumerable<string> Ratings =>
    [
        .. new[]
        {
            ("evidence", belief.HasEvidence, belief.Evidence),
            ("alignment", belief.HasAlignment, belief.Alignment),
            ("team", belief.HasTeam, belief.Team),
            ("progress", belief.HasProgress, belief.Progress),
            ("framework", belief.HasFramework, belief.Framework),
        }.Where(rating => rating.Item2).Select(rating => $"{rating.Item1} {Figures.Share(rating.Item3)}"),
        .. belief.Levers.Select(lever => $"{lever.Lever.ToString().ToLowerInvariant()} {Figures.Share(lever.Share)}"),
    ];

    static bool IsNews(MonthOfActuals month, MonthOfActuals? before)
    {
        var flows = month.Received != 0 || month.Spent != 0 || month.Decided + month.Contracted + month.WentLive + month.Abandoned > 0;
        return flows || (before is not null && (month.Stage != before.Stage || Leader(month) != Leader(before)));
    }

    static IEnumerable<string> Cells(MonthOfActuals month) =>
    [
        month.Month,
        Money(month.Received),
        Money(month.Spent),
        Sites(month.Decided),
        Sites(month.Contracted),
        Sites(month.WentLive),
        Sites(month.Abandoned),
        Figures.Count(month.Live),
        month.Stage == Stage.Unspecified ? "" : month.Stage.ToString().ToLowerInvariant(),
        Leader(month),
    ];

    static string Leader(MonthOfActuals month) => month.HasLeaderInPost ? month.LeaderInPost ? "in post" : "vacant" : "";

    static string Money(double pounds) => pounds == 0 ? "" : Figures.ExactPounds(pounds);

    static string Sites(int sites) => sites == 0 ? "" : Figures.Count(sites);

    static string Since(string month) => month.Length == 0 ? "" : $" since {month}";
}
