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
    double passed;
    double within;
    double next;
    double gap;
    int fired;

    /// <summary>A channel before its first event.</summary>
    public Channel(Draws draws, RandomStream stream)
    {
        (this.draws, this.stream) = (draws, stream);
        gap = next = Threshold(0);
    }

    /// <summary>Lives an amount of internal time and fires.</summary>
    /// <param name="mean">The amount: the expected number of events; 0 where no site is available.</param>
    /// <param name="available">Sites that can fire.</param>
    /// <returns>How many fired.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Live(double mean, int available)
    {
        gap -= mean;
        return gap < 0 ? Fire(available) : 0;
    }

    /// <summary>Lives a month in which each of some sites fires with the same chance.</summary>
    /// <param name="share">The chance, 0–1.</param>
    /// <param name="sites">The sites.</param>
    /// <returns>How many fired.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int LiveShare(double share, int sites)
    {
        gap = Lanes1.MultiplySubtract(sites, share, gap).Value;
        return gap < 0 ? Fire(sites) : 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    int Fire(int available)
    {
        var time = next - gap;
        var count = 0;
        var last = 0.0;
        while (time > next && count < available)
        {
            last = next;
            count++;
            next = Threshold(++fired);
        }

        // The sites ran out: time that nobody lived through does not count.
        gap = next - (time > next ? last : time);
        return count;
    }

    /// <summary>The internal time of an event. The generator makes four draws at a time; they are summed up first, then added to what was before.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    double Threshold(int number)
    {
        if ((number & 3) == 0)
            (words, passed, within) = (draws.Block(stream, number >> 2), next, 0);
        within -= Scalar.Log(Philox.ToUniform(words[number]));
        return passed + within;
    }
}
