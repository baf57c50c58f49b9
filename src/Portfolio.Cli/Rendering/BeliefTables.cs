using Portfolio.Cli.Commands;
using Portfolio.Contracts.V1;
using Spectre.Console;

namespace Portfolio.Cli.Rendering;

/// <summary>Where all initiatives of a portfolio stand, a row each.</summary>
/// <param name="held">The portfolio.</param>
sealed class BeliefTables(HeldPortfolio held)
{
    /// <summary>Prints beliefs.</summary>
    /// <param name="page">The page.</param>
    /// <param name="beliefs">The programme's and every initiative's.</param>
    /// <param name="all">Those too of whom nothing was recorded.</param>
    public void Print(Page page, IReadOnlyList<Belief> beliefs, bool all)
    {
        var table = Tables.New($"{held.Id}: what is believed", "!", "!end of", "!stage", ">decided", ">live", ">received", ">spent", ">evidence", "!leader", ">doubts");
        foreach (var belief in beliefs.Where(belief => all || belief.LastEntry > 0))
            table.AddRow([.. Cells(belief)]);
        page.Write(table);
        var silent = beliefs.Count(belief => belief.LastEntry == 0);
        if (silent > 0)
            page.Line($"Nothing was recorded of {silent} of {beliefs.Count}; {(all ? "they stand" : "--all shows them")} where their plans begin.");
        if (beliefs.Any(belief => belief.Doubts.Count > 0))
            page.Line($"Doubts in full: portfolio belief {held.Id} SUBJECT");
    }

    IEnumerable<string> Cells(Belief belief)
    {
        var programme = belief.Subject == held.Name;
        string Sites(int sites) => programme ? "" : Figures.Count(sites);
        yield return held.IdOf(belief.Subject);
        yield return belief.Month;
        yield return programme ? "" : OneBelief.StageOf(belief);
        yield return Sites(belief.Decided);
        yield return Sites(belief.Live);
        yield return Money(belief.Received);
        yield return Money(belief.Spent);
        yield return belief.HasEvidence ? Figures.Share(belief.Evidence) : "–";
        yield return belief.HasLeaderInPost ? belief.LeaderInPost ? "in post" : "vacant" : "–";
        yield return belief.Doubts.Count == 0 ? "" : Figures.Count(belief.Doubts.Count);
    }

    static string Money(double pounds) => pounds == 0 ? "" : $"{(pounds < 0 ? "-" : "")}{Figures.Pounds(Math.Abs(pounds))}";
}
