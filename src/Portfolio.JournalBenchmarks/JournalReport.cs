using System.Globalization;

namespace Portfolio.JournalBenchmarks;

/// <summary>Measures and tells what was found, a line each: the median, and between which tenths.</summary>
static class JournalReport
{
    /// <summary>Measures recording.</summary>
    public static async Task Recording(TextWriter output)
    {
        foreach (var found in await new JournalBench(each: 25).Run(rounds: 101, warmUps: 20))
        {
            output.WriteLine($"{found.Writers} writers, {found.Journals} journals:");
            output.WriteLine($"  entries acknowledged a second  {Text(found.Recorded, "0")}");
            output.WriteLine($"  bare rows committed a second   {Text(found.Bare, "0")}");
            output.WriteLine($"  acknowledged to bare           {Text(found.ToBare, "0.00")}");
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
