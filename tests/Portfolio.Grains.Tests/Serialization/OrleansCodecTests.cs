using System.Text;
using CsCheck;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Portfolio.Contracts.V1;
using Portfolio.Grains.Definitions;
using Portfolio.Grains.Runs;
using Portfolio.Grains.Serialization;

namespace Portfolio.Grains.Tests.Serialization;

/// <summary>How messages, results and refusals travel between silos.</summary>
public sealed class OrleansCodecTests : IDisposable
{
    readonly ServiceProvider services = new ServiceCollection()
        .AddSerializer(builder => builder.AddAssembly(typeof(IPortfolioGrain).Assembly))
        .AddPortfolioCodecs()
        .BuildServiceProvider();

    public void Dispose() => services.Dispose();

    [Fact]
    public void Message_Travelled_IsEqual()
    {
        var portfolio = Some.Portfolio();
        Assert.Equal(portfolio, Travel(portfolio));
        Assert.Equal(Some.Plan(), Travel(Some.Plan()));
    }

    [Fact]
    public void Message_AnyRun_IsEqual() =>
        Gen.Select(Gen.String, Gen.ULong, Gen.Int, Gen.Bool).Sample((name, seed, replications, point) =>
        {
            var run = new Run { Name = name, Seed = seed, Replications = replications, Point = point };
            return run.Equals(Travel(run));
        });

    [Fact]
    public void Message_WithinARecord_IsEqual()
    {
        (Run? First, Run? Second, Run? None) sent = (Some.Run(), Some.Run(shardSize: 128), null);
        Assert.Equal(sent, Travel(sent));
    }

    [Fact]
    public void Message_SentTwiceInOneCall_StaysOne()
    {
        var run = Some.Run();
        var (first, second) = Travel((run, run));
        Assert.Same(first, second);
    }

    [Fact]
    public void Message_Copied_IsEqualAndApart()
    {
        var run = Some.Run();
        var copy = services.GetRequiredService<DeepCopier>().Copy(run);
        Assert.Equal(run, copy);
        Assert.NotSame(run, copy);
    }

    [Fact]
    public void Message_OnTheWire_IsNamedByTheSchema()
    {
        var wire = Encoding.Latin1.GetString(services.GetRequiredService<Serializer>().SerializeToArray<object>(Some.Run()));
        Assert.Contains("portfolio.v1.Run", wire, StringComparison.Ordinal);
        Assert.DoesNotContain("Contracts", wire, StringComparison.Ordinal);
    }

    /// <summary>Of values, and of what was counted; the memory of each is used again by the next.</summary>
    [Theory]
    [InlineData(100)]
    [InlineData(1100)]
    public void ShardReport_Travelled_HasTheSameBits(int count)
    {
        foreach (var first in new[] { 0, count, 2 * count })
        {
            var sent = Computed.Range(first, count);
            var arrived = Travel(ShardReport.Of(Computed.Run.Model, Computed.Range(first, count)));
            Assert.Equal(sent.Range, arrived.Range);
            Assert.Equal(ShardCodec.Leaves(sent.Outcomes), arrived.Leaves);
            Same.Statistics(sent.Statistics, arrived.Series);
            arrived.Series.Only?.LetGo();
        }
    }

    [Fact]
    public void ShardReport_WithinASilo_IsNotCopied()
    {
        var sent = ShardReport.Of(Computed.Run.Model, Plain.Range(0, 10));
        Assert.Same(sent, services.GetRequiredService<DeepCopier>().Copy(sent));
    }

    [Fact]
    public void Refusal_Travelled_SaysTheSame()
    {
        var sent = new RefusedException(Refusal.EtagMismatch, "workspaces/default/portfolios/p", "too late") { CurrentEtag = "3-abc" };
        var arrived = Assert.IsType<RefusedException>(Travel<Exception>(sent));
        Assert.Equal((sent.Refusal, sent.Resource, sent.Message, sent.CurrentEtag), (arrived.Refusal, arrived.Resource, arrived.Message, arrived.CurrentEtag));
    }

    T Travel<T>(T value)
    {
        var serializer = services.GetRequiredService<Serializer>();
        return serializer.Deserialize<T>(serializer.SerializeToArray(value))!;
    }
}
