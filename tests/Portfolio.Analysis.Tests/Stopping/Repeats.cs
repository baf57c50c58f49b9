using System.Globalization;

namespace Portfolio.Analysis.Tests.Stopping;

/// <summary>
/// Rules that stop by what they see are tried again and again, each time on other numbers: some in the suite, as many as one likes by <c>STOPPING_REPEATS</c>; docs/testing.md says how. All numbers are
/// drawn from a seed that failures print and <c>STOPPING_SEED</c> changes.
/// </summary>
static class Repeats
{
    const double FalseAlarm = 1e-3;

    /// <summary>How often.</summary>
    public static int Count { get; } = Setting("STOPPING_REPEATS", 100);

    /// <summary>What all numbers are drawn from.</summary>
    public static ulong Seed { get; } = (ulong)Setting("STOPPING_SEED", 20);

    /// <summary>Checks that a rule did not err more often than it may: by chance it would be blamed once in a thousand times.</summary>
    /// <param name="errors">How often it erred.</param>
    /// <param name="probability">How often it errs at most, as a share.</param>
    public static void AssertNoMore(int errors, double probability)
    {
        TestContext.Current.SendDiagnosticMessage($"{TestContext.Current.Test?.TestDisplayName}: {errors} errors in {Count} repeats, where {probability} of them may be; seed {Seed}");
        Assert.True(Tail(errors, probability) > FalseAlarm, $"{errors} errors in {Count} repeats are more than {probability} of them, whatever the chance; STOPPING_SEED={Seed}");
    }

    /// <summary>Chance of so many errors or more, of a binomial distribution.</summary>
    static double Tail(int errors, double probability)
    {
        var (fewer, one) = (0.0, Math.Pow(1 - probability, Count));
        for (var i = 0; i < errors; i++)
        {
            fewer += one;
            one *= (Count - i) / (i + 1.0) * probability / (1 - probability);
        }

        return 1 - fewer;
    }

    static int Setting(string name, int usual) => int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var set) ? set : usual;
}
