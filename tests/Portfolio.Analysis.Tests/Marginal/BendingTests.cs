using Portfolio.Analysis.Marginal;
using Portfolio.Contracts.V1;

namespace Portfolio.Analysis.Tests.Marginal;

/// <summary>A response bends where one direction surely does more than twice what the other does.</summary>
public sealed class BendingTests
{
    [Theory]
    [InlineData(100, -100, false)]
    [InlineData(100, -60, false)]
    [InlineData(60, -100, false)]
    [InlineData(100, -40, true)]
    [InlineData(-40, 100, true)]
    [InlineData(100, 0, true)]
    [InlineData(100, 100, true)]
    [InlineData(0, 0, false)]
    public void Shows_WithoutError_WhereOneDoesMoreThanTwiceTheOther(double more, double less, bool bends) =>
        Assert.Equal(bends, Bending.Shows(Of(more, 0), Of(less, 0), Of(more + less, 0), 1));

    [Fact]
    public void Shows_MoreTests_WantsSurerEvidence()
    {
        // Over three times as much, 3.4 standard errors from twice: enough for one test, too little for one of 275.
        var (more, less) = (Of(100, 10), Of(-30, 3));
        var both = Of(70, Math.Sqrt(109));
        Assert.True(Bending.Shows(more, less, both, 1));
        Assert.False(Bending.Shows(more, less, both, 275));
    }

    [Fact]
    public void Shows_OneReplication_IsNotKnown() => Assert.False(Bending.Shows(Of(100, double.NaN), Of(0, double.NaN), Of(100, double.NaN), 1));

    static Effect Of(double value, double error) => new() { Value = value, StandardError = error };
}
