using Portfolio.Model.Randomness;

namespace Portfolio.Analysis.Explaining;

/// <summary>Whole numbers below a bound, all equally likely: the words of an address one after the other, those that would favour some numbers left out.</summary>
/// <remarks>Lemire, "Fast random integer generation in an interval", ACM Trans. Model. Comput. Simul. 29 (2019).</remarks>
struct UnbiasedDraws(Draws draws, RandomStream stream)
{
    int next;
    Words block;

    /// <summary>The next number below a bound of at least 1.</summary>
    public uint Below(uint bound)
    {
        // So many of the 2³² words are too many for a whole number of them per result.
        var surplus = (0u - bound) % bound;
        ulong product;
        do
            product = (ulong)NextWord() * bound;
        while ((uint)product < surplus);
        return (uint)(product >> 32);
    }

    uint NextWord()
    {
        if ((next & 3) == 0)
            block = draws.Block(stream, next >> 2);
        return block[next++];
    }
}
