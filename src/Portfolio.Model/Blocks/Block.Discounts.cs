using Portfolio.Model.Parameters;
using Portfolio.Model.Simulation;

namespace Portfolio.Model.Blocks;

/// <summary>What a pound and a year of health are worth in each month.</summary>
sealed unsafe partial class Block<T>
{
    readonly T* discount;
    readonly T* healthDiscount;
    double knownDiscountRate = double.NaN;
    double knownHealthDiscountRate = double.NaN;

    /// <summary>Works out a replication's factors; where rates are not drawn, once for all.</summary>
    void FillDiscounts(int lane, in PortfolioParameters numbers)
    {
        var (rate, health) = (numbers.ValuationDiscountRate, numbers.ValuationHealthDiscountRate);
        if (!plan.ProgrammeVaries && knownDiscountRate == rate && knownHealthDiscountRate == health)
            return;
        (knownDiscountRate, knownHealthDiscountRate) = (rate, health);
        for (var month = 0; month < months; month++)
        {
            var (factor, healthFactor) = (Discounting.Factor(rate, month), Discounting.Factor(health, month));
            if (plan.ProgrammeVaries)
            {
                ((double*)discount)[month * lanes + lane] = factor;
                ((double*)healthDiscount)[month * lanes + lane] = healthFactor;
            }
            else
            {
                LayInAll(discount + month * vectors, factor);
                LayInAll(healthDiscount + month * vectors, healthFactor);
            }
        }
    }
}
