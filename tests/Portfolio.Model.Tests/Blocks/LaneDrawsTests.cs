using CsCheck;
using Portfolio.Model.Blocks;
using Portfolio.Model.Lanes;
using Portfolio.Model.Randomness;
using Portfolio.Model.Tests.Lanes;

namespace Portfolio.Model.Tests.Blocks;

public class LaneDrawsTests
{
    [Fact]
    public void OfReplications_AnyAddress_AreTheirDraws() =>
        Gen.Select(Gen.ULong, Gen.UInt, Gen.UInt[0, 1_000_000], Gen.Int[0, 100]).Sample((seed, entity, first, block) =>
        {
            var words = LaneDraws.OfReplications<Lanes8>(seed, RandomStream.Gate, entity, (uint)block, first);
            return Enumerable.Range(0, 8).All(lane => Same(words, lane, new Draws(seed, entity, first + (uint)lane).Block(RandomStream.Gate, block)));
        });

    [Fact]
    public void OfBlocks_AnyAddress_AreTheirDraws() =>
        Gen.Select(Gen.ULong, Gen.UInt, Gen.UInt, Gen.Int[0, 100]).Sample((seed, entity, replication, block) =>
        {
            var words = LaneDraws.OfBlocks<Lanes8>(seed, RandomStream.Decide, entity, (uint)block, replication);
            return Enumerable.Range(0, 8).All(lane => Same(words, lane, new Draws(seed, entity, replication).Block(RandomStream.Decide, block + lane)));
        });

    [Fact]
    public void Uniform_OfAWord_IsTheMiddleOfItsInterval() =>
        Gen.UInt.Sample(word => LaneDraws.Uniform(Lanes1.OfBits(word)).Value == Philox.ToUniform(word));

    static bool Same((Lanes8 Word0, Lanes8 Word1, Lanes8 Word2, Lanes8 Word3) words, int lane, Words expected) =>
        Wide.Bits(words.Word0)[lane] == expected.Word0
        && Wide.Bits(words.Word1)[lane] == expected.Word1
        && Wide.Bits(words.Word2)[lane] == expected.Word2
        && Wide.Bits(words.Word3)[lane] == expected.Word3;
}
