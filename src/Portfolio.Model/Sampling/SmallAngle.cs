namespace Portfolio.Model.Sampling;

/// <summary>Angles of at most π/6 and their sines, made of + − × ÷ √ so that they have the same bits on any machine.</summary>
static class SmallAngle
{
    /// <summary>Newton's steps from the sine itself, which is off by 0.024 at most: each squares the error, the fourth is beyond the last bit.</summary>
    const int Steps = 4;

    /// <summary>The sine, by Taylor's series up to x¹⁵: what is left out is below 1e-19 of it, and the error below 1 ulp.</summary>
    public static double Sine(double x)
    {
        var z = x * x;
        var series = 1.0 / 6227020800 - z * (1.0 / 1307674368000);
        series = 1.0 / 39916800 - z * series;
        series = 1.0 / 362880 - z * series;
        series = 1.0 / 5040 - z * series;
        series = 1.0 / 120 - z * series;
        series = 1.0 / 6 - z * series;
        return x - x * (z * series);
    }

    /// <summary>The angle of a sine of at most one half.</summary>
    public static double OfSine(double sine)
    {
        var angle = sine;
        for (var step = 0; step < Steps; step++)
        {
            var reached = Sine(angle);
            angle += (sine - reached) / Math.Sqrt(1 - reached * reached);
        }

        return angle;
    }
}
