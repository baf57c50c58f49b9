namespace Portfolio.JournalBenchmarks;

/// <summary>Where measurements of the same thing lie.</summary>
/// <param name="Tenth">A tenth lies below.</param>
/// <param name="Median">Half lies below.</param>
/// <param name="NineTenths">A tenth lies above.</param>
sealed record Spread(double Tenth, double Median, double NineTenths)
{
    /// <summary>Of some measurements, at least one.</summary>
    public static Spread Of(IEnumerable<double> measured)
    {
        double[] sorted = [.. measured.Order()];
        return new Spread(sorted[(sorted.Length - 1) / 10], sorted[sorted.Length / 2], sorted[^(1 + ((sorted.Length - 1) / 10))]);
    }
}
