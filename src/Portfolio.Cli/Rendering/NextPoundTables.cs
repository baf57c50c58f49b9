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
    public const int Width = 120;

    const int MostRows = 25;
    const int MostRowsSoFar = 10;
    const string Bent = "*";

    /// <summary>Pounds of which two digits are shown of money received.</summary>
    const double Hundredth = 1e5;

    static readonly Measure[] Measures = [Measure.Received, Measure.Live, Measure.Patients, Measure.Targets, Measure.Npv];

    /// <summary>What is left out first where not everything fits.</summary>
    static readonly Measure[] Dispensable = [Measure.Targets, Measure.Npv, Measure.Live, Measure.Patients];

    readonly NextPound found = answered.Answer.NextPound;
    readonly Measure ranked = Measures.First(measure => measure.Outcome == outcome);
    readonly Ranking ranking = answered.Answer.NextPound.Rankings.FirstOrDefault(each => each.Outcome == outcome) ?? AsAsked(answered.Answer.NextPound);

    /// <summary>Prints everything.</summary>
    public void Print(Page page)
    {
        page.Line(answered.Head());
        page.Write(Table(all ? int.MaxValue : MostRows, page.Width), Explained());
        if (found.CutLine is { } line)
            new CutLineTables(line, Measures.First(measure => measure.Outcome == line.Outcome)).Print(page);
        answered.PrintEnd(page);
    }

    /// <summary>The first rows, of an answer so far.</summary>
    /// <param name="width">Width of the terminal in letters.</param>
    public IRenderable SoFar(int width) => Table(MostRowsSoFar, width);

    Table Table(int rows, int width)
    {
        List<RankedClaimant> places = [.. ranking.Claimants.Take(rows)];
        var table = Tables.New(
            $"{Figures.Pounds(found.Amount)} more for each claimant, from {found.From.EscapeMarkup()} over {Figures.Months(found.Months)}, {answered.NameOf(found.Scenario)}: by {ranked.Title}");
        var columns = Fitting(places, width);
        foreach (var column in columns)
            table.AddColumn(column.Made(isText: column == columns[0]));
        for (var row = 0; row < places.Count; row++)
            table.AddRow([.. columns.Select(column => column.Cells[row])]);
        return table;
    }

    /// <summary>As many columns as there is room for; those that say what is asked always are there.</summary>
    List<TextColumn> Fitting(List<RankedClaimant> places, int width)
    {
        var shown = Measures.ToList();
        foreach (var measure in Dispensable.Where(measure => measure != ranked))
        {
            if (TextColumn.WidthOf(Columns(places, shown)) <= width)
                break;
            shown.Remove(measure);
        }

        return Columns(places, shown);
    }

    List<TextColumn> Columns(List<RankedClaimant> places, List<Measure> shown)
    {
        List<ClaimantEffects> claimants = [.. places.Select(place => found.Claimants[place.Claimant])];
        var less = ranked.TypicalScaleOf(found.Claimants.Select(claimant => Of(claimant, ranked)?.Less));
        return
        [
            new("claimant", [.. claimants.Select(claimant => Subjects.ClaimantOf(claimant.Claimant).EscapeMarkup())]),
            .. shown.Select(measure => More(claimants, measure)),
            new($"{Figures.Pounds(found.Amount)} less:\n{ranked.TitleWith(less)}", [.. claimants.Select(claimant => EffectCells.Change(Of(claimant, ranked)?.Less, less))]),
            new("P of\nplace", [.. places.Select(place => Figures.Percent(place.AtPlace))]),
        ];
    }

    /// <summary>How much money arrived is told without its error, to make room for what it did.</summary>
    TextColumn More(List<ClaimantEffects> claimants, Measure measure)
    {
        var effects = found.Claimants.Select(claimant => Of(claimant, measure)).ToList();
        var scale = measure == Measure.Received ? Scale.Of(1e6, effects.Select(effect => effect?.More.Value ?? 0), [Hundredth]) : measure.TypicalScaleOf(effects.Select(effect => effect?.More));
        var straight = effects.Any(effect => effect is { Bends: true }) ? new string(' ', Bent.Length) : "";
        string Cell(ClaimantEffect? effect) => (measure == Measure.Received ? EffectCells.ValueAlone(effect?.More, scale) : EffectCells.Change(effect?.More, scale))
            + (effect is { Bends: true } ? Bent : straight);
        return new TextColumn(Tables.Broken(measure.TitleWith(scale)), [.. claimants.Select(claimant => Cell(Of(claimant, measure)))]);
    }

    IEnumerable<string> Explained()
    {
        if (!all && ranking.Claimants.Count > MostRows)
            yield return $"The first {MostRows} of {Figures.Count(ranking.Claimants.Count)} claimants; --all shows every one.";
        yield return "± 95 %. [grey]Grey: cannot be told from 0.[/] Names without a slash are initiatives or groups.";
        yield return $"P of place: chance that this is the claimant's place; that the whole order is right: {Figures.Percent(ranking.Whole)}.";
        if (found.Claimants.Any(claimant => claimant.Effects.Any(effect => effect.Bends)))
            yield return "*: surely far from a straight line (one of more and less does over twice what the other does).";
    }

    /// <summary>Claimants in the order of the question, where too few replications are done to rank them.</summary>
    static Ranking AsAsked(NextPound found) => new()
    {
        Claimants = { found.Claimants.Select((_, i) => new RankedClaimant { Claimant = i, AtPlace = double.NaN }) },
        Whole = double.NaN,
    };

    static ClaimantEffect? Of(ClaimantEffects claimant, Measure measure) => claimant.Effects.FirstOrDefault(effect => effect.Outcome == measure.Outcome);
}
