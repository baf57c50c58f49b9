using System.Globalization;

namespace Portfolio.JournalBenchmarks;

/// <summary>Measures and tells what was found, a line each: the median, and between which tenths.</summary>
static class JournalReport
{
    static readonly RecordingCase[] Cases =
    [
        new(Writers: 1, Journals: 1, Outstanding: 1, Each: 50),
        new(Writers: 16, Journals: 16, Outstanding: 1, Each: 25),
        new(Writers: 16, Journals: 1, Outstanding: 1, Each: 25),
        new(Writers: 1, Journals: 1, Outstanding: 16, Each: 400),
        new(Writers: 16, Journals: 16, Outstanding: 16, Each: 64),
    ];

    /// <summary>Measures recording.</summary>
    public static async Task Recording(TextWriter output)
    {
        foreach (var rates in (await new JournalBench(Cases).Run(rounds: 41, warmUps: 10)).GroupBy(rate => rate.Case))
        {
            output.WriteLine($"{rates.Key.Writers} writers, {rates.Key.Journals} journals, {rates.Key.Outstanding} outstanding each:");
            foreach (var rate in rates)
                output.WriteLine($"  {rate.Boundary,-40} {Text(rate.PerSecond, "0"),28} a second, to bare {Text(rate.ToBare, "0.00")}, processor {Text(rate.Processor, "0")} us");
        }
    }

    /// <summary>Measures importing.</summary>
    public static async Task Importing(TextWriter output)
    {
        var found = await new ImportBench(initiatives: 200, months: 120).Run(restarts: 5);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"import of {found.Entries} entries         {found.Seconds:0.0} s"));
        output.WriteLine($"first answer of a journal        {Text(found.Activation, "0.0")} ms");
        output.WriteLine($"of one with all entries          {Text(found.LongActivation, "0.0")} ms");
        output.WriteLine($"its answer of an earlier time    {Text(found.Then, "0.0")} ms");
    }

    static string Text(Spread spread, string format)
    {
        string Of(double value) => value.ToString(format, CultureInfo.InvariantCulture);
        return $"{Of(spread.Median)} ({Of(spread.Tenth)} to {Of(spread.NineTenths)})";
    }
}
