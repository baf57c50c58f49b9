using System.Collections.Frozen;
using Portfolio.Contracts.V1;
using Fact = Portfolio.Contracts.V1.Entry.FactOneofCase;

namespace Portfolio.Actuals.Entries;

/// <summary>What is known of each kind of fact: its name, whose it can be, and how several reports of it go together.</summary>
public static class Facts
{
    static readonly FrozenDictionary<Fact, string> Names = Entry.Descriptor.Oneofs[0].Fields.ToFrozenDictionary(field => (Fact)field.FieldNumber, field => field.JsonName);

    static readonly FrozenDictionary<string, Fact> ByName = Names.ToFrozenDictionary(each => each.Value, each => each.Key);

    static readonly FrozenSet<Fact> OfProgrammes =
    [
        Fact.FundingReceived, Fact.Spend, Fact.LeaderArrived, Fact.LeaderLeft, Fact.FrameworkRating, Fact.LeverRating, Fact.Carried, Fact.Withdrawn, Fact.Accepted,
    ];

    static readonly FrozenSet<Fact> OnlyOfProgrammes = [Fact.FrameworkRating, Fact.LeverRating, Fact.Carried];

    static readonly FrozenSet<Fact> Sums =
    [
        Fact.FundingReceived, Fact.Spend, Fact.SitesDecided, Fact.SitesContracted, Fact.SitesLive, Fact.SitesAbandoned, Fact.Reworked, Fact.Incident, Fact.LeaderArrived, Fact.LeaderLeft,
    ];

    /// <summary>The name in files and messages, such as <c>sitesLive</c>.</summary>
    public static string NameOf(Fact fact) => Names[fact];

    /// <summary>The kinds by their names.</summary>
    public static IReadOnlyDictionary<string, Fact> Named => ByName;

    /// <summary>Whether such a thing can be said of the programme, or of an initiative.</summary>
    public static bool CanBeOf(Fact fact, bool programme) => programme ? OfProgrammes.Contains(fact) : !OnlyOfProgrammes.Contains(fact);

    /// <summary>Names of what can be said of the programme, or of an initiative.</summary>
    public static IEnumerable<string> NamesOf(bool programme) => Names.Where(each => CanBeOf(each.Key, programme)).OrderBy(each => each.Key).Select(each => each.Value);

    /// <summary>Whether several reports of one source about one month add up; else the newest of them holds.</summary>
    public static bool AddUp(Fact fact) => Sums.Contains(fact);

    /// <summary>Whether it is about another entry, not about the world.</summary>
    public static bool IsAboutAnEntry(Fact fact) => fact is Fact.Withdrawn or Fact.Accepted;

    /// <summary>The number an entry gives: pounds, sites, a share, the number of a stage or reason; 1 where it says only that something happened.</summary>
    public static double ValueOf(Entry entry) => entry.FactCase switch
    {
        Fact.FundingReceived => entry.FundingReceived.Pounds,
        Fact.Spend => entry.Spend.Pounds,
        Fact.Carried => entry.Carried.Pounds,
        Fact.StagePassed => (double)entry.StagePassed.Stage,
        Fact.Stopped => (double)entry.Stopped.Reason,
        Fact.SitesDecided => entry.SitesDecided.Sites,
        Fact.SitesContracted => entry.SitesContracted.Sites,
        Fact.SitesLive => entry.SitesLive.Sites,
        Fact.SitesAbandoned => entry.SitesAbandoned.Sites,
        Fact.EvidenceRating => entry.EvidenceRating.Share,
        Fact.AlignmentRating => entry.AlignmentRating.Share,
        Fact.TeamRating => entry.TeamRating.Share,
        Fact.ProgressRating => entry.ProgressRating.Share,
        Fact.FrameworkRating => entry.FrameworkRating.Share,
        Fact.LeverRating => entry.LeverRating.Share,
        _ => 1,
    };
}
