using Portfolio.Cli.Commands;

namespace Portfolio.Cli.Tests.Commands;

public class PoundsTests
{
    [Theory]
    [InlineData("250000", 250e3)]
    [InlineData("250k", 250e3)]
    [InlineData("1.5m", 1.5e6)]
    [InlineData("1.5M", 1.5e6)]
    [InlineData("2bn", 2e9)]
    [InlineData("0", 0)]
    public void Parse_NumberWithOrWithoutASuffix_IsPounds(string text, double pounds) => Assert.Equal(pounds, Pounds.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("m")]
    [InlineData("-1m")]
    [InlineData("1mm")]
    [InlineData("1 m")]
    [InlineData("1e6")]
    [InlineData("1,000")]
    [InlineData("a lot")]
    public void Parse_AnythingElse_IsNone(string text) => Assert.Null(Pounds.Parse(text));
}
