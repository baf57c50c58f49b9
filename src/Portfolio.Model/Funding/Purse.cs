namespace Portfolio.Model.Funding;

/// <summary>The money of a month: claims go in by tier, then each tier is paid the fraction that is left for it.</summary>
public sealed class Purse(int tiers)
{
    readonly double[] claimed = new double[tiers];
    readonly double[] fractions = new double[tiers];

    /// <summary>Money nobody received.</summary>
    public double Left { get; private set; }

    /// <summary>Begins a month.</summary>
    public void Open() => Array.Clear(claimed);

    /// <summary>Adds a claim, in pounds.</summary>
    public void Claim(int tier, double amount) => claimed[tier] += amount;

    /// <summary>Settles what each tier gets: the same fraction <c>min(1, left / Σ claims)</c> for all in it.</summary>
    public void Allocate(double pot)
    {
        Left = pot;
        for (var tier = 0; tier < claimed.Length; tier++)
        {
            fractions[tier] = claimed[tier] <= Left ? 1 : Left / claimed[tier];
            Left = fractions[tier] == 1 ? Left - claimed[tier] : 0;
        }
    }

    /// <summary>The share of its claims that a tier gets.</summary>
    public double FractionOf(int tier) => fractions[tier];
}
