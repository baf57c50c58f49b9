using Portfolio.Cli.Commands;
using Portfolio.Contracts.V1;

namespace Portfolio.Cli.Tests.Commands;

/// <summary>Stopping rules as people write them.</summary>
public class StoppingTextTests
{
    [Fact]
    public void Precision_EveryForm_IsRead()
    {
        Assert.Equal(new Precision { Outcome = "live", Relative = 0.02 }, Read("live=2%"));
        Assert.Equal(new Precision { Outcome = "npv", Absolute = 500_000 }, Read("npv=500k"));
        Assert.Equal(new Precision { Subject = "themes/cancer", Outcome = "live", Quantile = 0.95, Absolute = 10 }, Read("themes/cancer:live@0.95=10"));
        Assert.Equal(new Precision { Subject = "targets/seen", Outcome = "met", Absolute = 0.01 }, Read("targets/seen:met=0.01"));
    }

    [Theory]
    [InlineData("live")]
    [InlineData("live=")]
    [InlineData("live=wide")]
    [InlineData("live=1=2")]
    public void Precision_AnythingElse_IsRefusedWithTheForm(string text)
    {
        var refused = Assert.Throws<CommandException>(() => Read(text));
        Assert.StartsWith($"--within {text}: ", refused.Message, StringComparison.Ordinal);
        Assert.Contains("live=2%", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("30s", 30)]
    [InlineData("1.5min", 90)]
    [InlineData("2h", 7200)]
    public void Span_NumberAndUnit_IsRead(string text, double seconds) => Assert.Equal(seconds, StoppingText.Span("--deadline", text).TotalSeconds);

    [Theory]
    [InlineData("30")]
    [InlineData("0s")]
    [InlineData("soon")]
    public void Span_AnythingElse_IsRefused(string text) => Assert.Throws<CommandException>(() => StoppingText.Span("--deadline", text));

    static Precision Read(string text) => StoppingText.Precision("--within", text);
}
