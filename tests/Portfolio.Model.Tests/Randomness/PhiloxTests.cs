using Portfolio.Model.Randomness;

namespace Portfolio.Model.Tests.Randomness;

/// <summary>Known answers of philox4x32-10 from Random123's <c>kat_vectors</c>.</summary>
public class PhiloxTests
{
    [Fact]
    public void At_AllZero_IsTheKnownAnswer() =>
        Assert.Equal(
            new Words(0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8),
            Philox.At(new Words(0, 0, 0, 0), 0, 0));

    [Fact]
    public void At_AllOnes_IsTheKnownAnswer() =>
        Assert.Equal(
            new Words(0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd),
            Philox.At(new Words(uint.MaxValue, uint.MaxValue, uint.MaxValue, uint.MaxValue), uint.MaxValue, uint.MaxValue));

    [Fact]
    public void At_DigitsOfPi_IsTheKnownAnswer() =>
        Assert.Equal(
            new Words(0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1),
            Philox.At(new Words(0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344), 0xa4093822, 0x299f31d0));

    [Theory]
    [InlineData(0u, 1.1641532182693481e-10)]
    [InlineData(1u, 3.4924596548080444e-10)]
    [InlineData(0x80000000u, 0.50000000011641532)]
    [InlineData(uint.MaxValue, 0.99999999988358468)]
    public void ToUniform_Word_IsTheMiddleOfItsInterval(uint word, double expected) =>
        Assert.Equal(expected, Philox.ToUniform(word));
}
