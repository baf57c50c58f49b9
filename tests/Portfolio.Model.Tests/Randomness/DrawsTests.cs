using CsCheck;
using Portfolio.Model.Randomness;

namespace Portfolio.Model.Tests.Randomness;

public class DrawsTests
{
    const ulong Seed = 0x0123456789abcdef;

    static readonly Draws Draws = new(Seed, 77, 4711);

    [Fact]
    public void Uniform_Number_IsWordNMod4OfBlockNDiv4() =>
        Gen.Int[0, 1_000_000].Sample(number =>
        {
            var block = Philox.At(new Words((uint)number / 4, 9, 77, 4711), 0x89abcdef, 0x01234567);
            uint[] words = [block.Word0, block.Word1, block.Word2, block.Word3];
            return Draws.Uniform(RandomStream.Decide, number) == (words[number % 4] + 0.5) / 4294967296;
        });

    [Theory]
    [InlineData(RandomStream.Tenure, 1)]
    [InlineData(RandomStream.Vacancy, 2)]
    [InlineData(RandomStream.Settlement, 3)]
    [InlineData(RandomStream.StrategyReset, 4)]
    [InlineData(RandomStream.StageDuration, 5)]
    [InlineData(RandomStream.Gate, 6)]
    [InlineData(RandomStream.Rework, 7)]
    [InlineData(RandomStream.Overrun, 8)]
    [InlineData(RandomStream.Decide, 9)]
    [InlineData(RandomStream.GoLive, 11)]
    [InlineData(RandomStream.Abandon, 12)]
    [InlineData(RandomStream.Quality, 13)]
    [InlineData(RandomStream.Incident, 14)]
    [InlineData(RandomStream.Contract, 20)]
    [InlineData(RandomStream.Parameter, 64)]
    [InlineData(RandomStream.Event, 65)]
    [InlineData(RandomStream.Hypercube, 66)]
    [InlineData(RandomStream.Scramble, 67)]
    [InlineData(RandomStream.Order, 96)]
    [InlineData(RandomStream.Ranking, 97)]
    [InlineData(RandomStream.Redraw, 98)]
    public void RandomStream_Purpose_HasItsNumber(RandomStream stream, uint number) => Assert.Equal(number, (uint)stream);

    [Fact]
    public void Parameter_Path_IsAddressedByTheHalvesOfItsHash()
    {
        var path = Fnv1a.Hash64("initiatives.stroke-imaging.adoption.p");
        var words = Philox.At(new Words((uint)(path >> 32), 64, (uint)path, 12), 0x89abcdef, 0x01234567);
        Assert.Equal(Philox.ToUniform(words.Word0), Draws.Parameter(Seed, path, 12));
    }

    [Fact]
    public void Exponential_Draw_IsMinusTheLogarithm() =>
        Assert.Equal(-Math.Log(Draws.Uniform(RandomStream.GoLive, 6)), Draws.Exponential(RandomStream.GoLive, 6));

    [Fact]
    public void Lognormal_OfMeanAndVariation_FollowsItsDefinition()
    {
        var variance = Math.Log(1 + 0.4 * 0.4);
        var expected = Math.Exp(Math.Log(3) - variance / 2 + Math.Sqrt(variance) * Draws.Normal(RandomStream.Vacancy, 2));
        Assert.Equal(expected, Draws.Lognormal(RandomStream.Vacancy, 2, 3, 0.4), 1e-12);
    }

    [Fact]
    public void Lognormal_WithoutVariation_IsTheMeanItself() => Assert.Equal(3, Draws.Lognormal(RandomStream.Vacancy, 2, 3, 0));
}
