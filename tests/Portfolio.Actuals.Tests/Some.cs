using Portfolio.Contracts.V1;

namespace Portfolio.Actuals.Tests;

/// <summary>Builds what does not matter to a test.</summary>
static class Some
{
    /// <summary>An entry of a fact that somebody sets.</summary>
    /// <param name="month">The month.</param>
    /// <param name="fact">Sets the fact.</param>
    /// <param name="source">Who says so.</param>
    /// <param name="corrects">The entry it corrects.</param>
    public static Entry Entry(string month, Action<Entry> fact, string source = "register", long corrects = 0)
    {
        var entry = new Entry { Month = month, Source = source, Key = "some", Corrects = corrects };
        fact(entry);
        return entry;
    }

    /// <summary>Sites that went live.</summary>
    public static Entry Live(string month, int sites, string source = "register", long corrects = 0) =>
        Entry(month, entry => entry.SitesLive = new SiteCount { Sites = sites }, source, corrects);

    /// <summary>How strong the evidence is.</summary>
    public static Entry Evidence(string month, double share, string source = "register") =>
        Entry(month, entry => entry.EvidenceRating = new Rating { Share = share }, source);

    /// <summary>Takes an entry back.</summary>
    public static Entry Withdrawn(string month, long number, string source = "register") =>
        Entry(month, entry => entry.Withdrawn = new Occurred(), source, number);

    /// <summary>Believes the source of an entry.</summary>
    public static Entry Accepted(string month, long number) => Entry(month, entry => entry.Accepted = new Accepted { Entry = number }, "board");
}
