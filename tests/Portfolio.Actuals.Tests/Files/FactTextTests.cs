using Portfolio.Actuals.Entries;
using Portfolio.Actuals.Files;
using Portfolio.Contracts.V1;

namespace Portfolio.Actuals.Tests.Files;

/// <summary>Facts as people write them, and read them again.</summary>
public sealed class FactTextTests
{
    [Theory]
    [InlineData("fundingReceived", "-1250.5", "")]
    [InlineData("sitesLive", "3", "")]
    [InlineData("leaderLeft", "", "")]
    [InlineData("stagePassed", "validation", "")]
    [InlineData("stopped", "unfunded", "")]
    [InlineData("evidenceRating", "0.45", "")]
    [InlineData("leverRating", "0.4", "infrastructure")]
    [InlineData("withdrawn", "", "")]
    [InlineData("accepted", "17", "")]
    public void Of_WhatWasPut_IsWhatWasWritten(string name, string value, string lever)
    {
        var entry = new Entry();
        Assert.True(FactText.Put(entry, name, value, lever, (column, text) => Assert.Fail($"{column}: {text}")));
        Assert.Equal((name, value, lever), FactText.Of(entry));
    }

    [Fact]
    public void Put_WithoutWhatItNeeds_RefusesEveryFact() => Assert.All(Facts.Named.Keys, name =>
    {
        var refused = new List<string>();
        FactText.Put(new Entry(), name, "not this", "", (column, _) => refused.Add(column));
        Assert.Contains("value", refused);
    });
}
