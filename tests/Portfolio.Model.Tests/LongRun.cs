using System.Globalization;

namespace Portfolio.Model.Tests;

/// <summary>What the environment asks of tests that can run for longer; docs/testing.md lists them.</summary>
static class LongRun
{
    /// <summary>A whole number from the environment, or the usual one.</summary>
    public static int Setting(string name, int usual) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var set) ? set : usual;
}
