using System.Runtime.CompilerServices;
using Portfolio.Model.Lanes;
using Portfolio.Model.Randomness;

namespace Portfolio.Model.Adoption;

/// <summary>
/// A unit-rate Poisson process on its own internal time: sites (or incidents) fire when the time Φ that a channel has lived
/// passes the sum Θ of its exponential draws. Its n-th event rests on its n-th draw, whatever happened elsewhere, so that
/// scenarios stay coupled event by event.
/// </summary>
/// <remarks>
/// Random time change representation; coupled over scenarios it is the common reaction path method, and freezing the rates for
/// a month is τ-leaping.
/// </remarks>
public struct Channel
{
    readonly Draws draws;
    readonly RandomStream stream;
    Words words;
    double next;
    double gap;
    int fired;

    /// <summary>A channel before its first event.</summary>
    public Channel(Draws draws, RandomStream stream)
    {
        (this.draws, this.stream) = (draws, stream);
        next = gap = Draw(0);
    }

    /// <summary>Lives an amount of internal time and fires.</summary>
    /// <param name="mean">The amount: the expected number of events; 0 where no site is available.</param>
    /// <param name="available">Sites that can fire.</param>
    /// <returns>How many fired.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int Live(double mean, int available)
    {
        gap -= mean;
        if (gap >= 0)
            return 0;

        var time = next - gap;
        var count = 0;
        var last = 0.0;
        while (time > next && count < available)
        {
            last = next;
            count++;
            next += Draw(++fired);
        }

        // The sites ran out: time that nobody lived through does not count.
        gap = next - (time > next ? last : time);
        return count;
    }

    /// <summary>The exponential of an event; the generator makes four at a time.</summary>
    double Draw(int number)
    {
        if ((number & 3) == 0)
            words = draws.Block(stream, number >> 2);
        return -Scalar.Log(Philox.ToUniform(words[number]));
    }
}
