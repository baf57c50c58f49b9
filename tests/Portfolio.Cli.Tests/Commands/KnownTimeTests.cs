using Portfolio.Cli.Commands;

namespace Portfolio.Cli.Tests.Commands;

/// <summary>Times until which something was known, as people write them.</summary>
public sealed class KnownTimeTests
{
    [Theory]
    [InlineData("2026-02", "2026-03-01T00:00:00Z")]
    [InlineData("2026-12-31", "2027-01-01T00:00:00Z")]
    public void Parse_MonthOrDay_IsItsEnd(string text, string next) =>
        Assert.Equal(DateTimeOffset.Parse(next, System.Globalization.CultureInfo.InvariantCulture).AddTicks(-1), KnownTime.Parse(text));

    [Theory]
    [InlineData("2026-03-31T12:30", "2026-03-31T12:30:00Z")]
    [InlineData("2026-03-31T12:30+02:00", "2026-03-31T10:30:00Z")]
    public void Parse_Time_IsUtcUnlessItSaysOtherwise(string text, string expected) =>
        Assert.Equal(DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), KnownTime.Parse(text));

    [Theory]
    [InlineData("yesterday")]
    [InlineData("2026-13")]
    [InlineData("2026-02-30")]
    [InlineData("31.3.2026")]
    public void Parse_Anything_IsNoTime(string text) => Assert.Null(KnownTime.Parse(text));
}
