using CsCheck;

namespace Portfolio.Model.Tests;

public class MonthTests
{
    [Fact]
    public void TryParse_OfItsText_IsTheMonth() =>
        Gen.Select(Gen.Int[1, 9999], Gen.Int[1, 12]).Sample((year, number) =>
            Month.TryParse(Month.Of(year, number).ToString(), out var month) && month == Month.Of(year, number));

    [Theory]
    [InlineData(null), InlineData(""), InlineData("2019"), InlineData("2019-13"), InlineData("2019-00"), InlineData("2019-8"), InlineData("0000-08")]
    [InlineData("2019/08"), InlineData("2019-08-01"), InlineData("+019-08"), InlineData("2019- 8")]
    public void TryParse_NotAMonth_Fails(string? text) => Assert.False(Month.TryParse(text, out _));

    [Fact]
    public void Addition_OfMonths_CrossesYears() => Assert.Equal("2021-02", (Month.Of(2019, 8) + 18).ToString());

    [Fact]
    public void Subtraction_OfMonths_UndoesAddition() =>
        Gen.Select(Gen.Int[1, 9000], Gen.Int[1, 12], Gen.Int[0, 600]).Sample((year, number, months) =>
            Month.Of(year, number) + months - Month.Of(year, number) == months);

    [Theory]
    [InlineData("2020-03", 4, 2019), InlineData("2020-04", 4, 2020), InlineData("2020-12", 4, 2020), InlineData("2020-01", 1, 2020)]
    [InlineData("2020-11", 12, 2019)]
    public void FiscalYear_OfAMonth_IsTheYearItsYearBegan(string text, int startMonth, int year)
    {
        Assert.True(Month.TryParse(text, out var month));
        Assert.Equal(year, month.FiscalYear(startMonth));
    }

    [Theory]
    [InlineData(2019, 0), InlineData(2019, 13), InlineData(0, 1), InlineData(10_000, 1)]
    public void Of_NotAMonth_Throws(int year, int number) => Assert.Throws<ArgumentOutOfRangeException>(() => Month.Of(year, number));
}
