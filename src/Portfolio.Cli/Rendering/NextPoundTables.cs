using Portfolio.Contracts.V1;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Portfolio.Cli.Rendering;

/// <summary>What a little more or less money does, claimant by claimant, the best for one outcome first; and whom to fund with a given total.</summary>
/// <param name="answered">The study and what it found.</param>
/// <param name="outcome">The outcome to rank by.</param>
/// <param name="all">Whether every claimant is shown.</param>
sealed class NextPoundTables(AnsweredStudy answered, string outcome, bool all)
{
    /// <summary>Width in letters where there is no terminal.</summary>
    public const int Width = 190;

    const int MostRows = 25;
    const int MostRowsSoFar = 10;
    const string Bent = " *";

    static readonly Measure[] Measures = [Measure.Received, Measure.Live, Measure.Patients, Measure.Targets, Measure.Npv];

    readonly NextPound found = answered.Answer.NextPound;
    readonly Measure ranked = Measures.First(measure => measure.Outcome == outcome);
    readonly Ranking ranking = answered.Answer.NextPound.Rankings.FirstOrDefault(each => each.Outcome == outcome) ?? AsAsked(answered.Answer.NextPound);

    /// <summary>Prints everything.</summary>
    public void Print(Page page)
    {
        page.Line(answered.Head());
        page.Write(Table(all ? int.MaxValue : MostRows), Explained());
        if (found.CutLine is { } line)
            new CutLineTables(line, Measures.First(measure => measure.Outcome == line.Outcome)).Print(page);
        answered.PrintEnd(page);
    }

    /// <summary>The first rows, of an answer so far.</summary>
    public IRenderable SoFar() => Table(MostRowsSoFar);

    Table Table(int rows)
    {
        var scales = Measures.Select(measure => measure.TypicalScaleOf(found.Claimants.Select(claimant => Of(claimant, measure)?.More))).ToList();
        var less = ranked.TypicalScaleOf(found.Claimants.Select(claimant => Of(claimant, ranked)?.Less));
        var table = Tables.New(
            $"{Figures.Pounds(found.Amount)} more for each claimant, from {found.From.EscapeMarkup()} over {Figures.Months(found.Months)}, {answered.NameOf(found.Scenario)}: by {ranked.Title}",
            ["!claimant", .. Measures.Zip(scales, (measure, scale) => $">{measure.TitleWith(scale)}"), ">P(place)", $">{Figures.Pounds(found.Amount)} less: {ranked.TitleWith(less)}"]);
        foreach (var place in ranking.Claimants.Take(rows))
        {
            var claimant = found.Claimants[place.Claimant];
            table.AddRow(
            [
                claimant.Claimant.EscapeMarkup(),
                .. Measures.Zip(scales, (measure, scale) => More(claimant, measure, scale)),
                Figures.Percent(place.AtPlace),
                EffectCells.Change(Of(claimant, ranked)?.Less, less),
            ]);
        }

        return table;
    }

    string More(ClaimantEffects claimant, Measure measure, Scale scale)
    {
        var effect = Of(claimant, measure);
        var anyBends = found.Claimants.Any(each => Of(each, measure) is { Bends: true });
        return EffectCells.Change(effect?.More, scale) + (effect is { Bends: true } ? Bent : anyBends ? "  " : "");
    }

    IEnumerable<string> Explained()
    {
        if (!all && ranking.Claimants.Count > MostRows)
            yield return $"The first {MostRows} of {Figures.Count(ranking.Claimants.Count)} claimants; --all shows every one.";
        yield return "Each ± 95 %. [grey]Grey: the interval includes 0, so it cannot be told from nothing with these replications.[/]";
        yield return $"P(place): chance that this is the claimant's place; that the whole order is right: {Figures.Percent(ranking.Whole)}.";
        if (found.Claimants.Any(claimant => claimant.Effects.Any(effect => effect.Bends)))
            yield return "*: more and less do not cancel out, so a larger or smaller sum may do something else.";
    }

    /// <summary>Claimants in the order of the question, where too few replications are done to rank them.</summary>
    static Ranking AsAsked(NextPound found) => new()
    {
        Claimants = { found.Claimants.Select((_, i) => new RankedClaimant { Claimant = i, AtPlace = double.NaN }) },
        Whole = double.NaN,
    };

    static ClaimantEffect? Of(ClaimantEffects claimant, Measure measure) => claimant.Effects.FirstOrDefault(effect => effect.Outcome == measure.Outcome);
}
