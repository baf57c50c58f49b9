using Google.Protobuf;
using Portfolio.Contracts.V1;
using Portfolio.Definitions.Schema;

namespace Portfolio.Definitions.Resolving;

/// <summary>Fills in what nobody said.</summary>
/// <param name="start">The portfolio's first month, in which initiatives start.</param>
/// <param name="uncertain">Whether default distributions are drawn, where there are any, instead of point defaults.</param>
sealed class Filling(string start, bool uncertain)
{
    /// <summary>Fills a portfolio, initiatives left out.</summary>
    public void Fill(PortfolioDefinition portfolio)
    {
        FillNumbers(portfolio, NumberSlot.Portfolio);
        portfolio.Allocation ??= new Allocation();
        if (portfolio.Allocation.Policy == AllocationPolicy.Unspecified)
            portfolio.Allocation.Policy = AllocationPolicy.ProRata;
        if (portfolio.Sampling == Sampling.Unspecified)
            portfolio.Sampling = Sampling.Random;
        if (!portfolio.HasSeed)
            portfolio.Seed = 1;
        if (!portfolio.HasDefaultUncertainty)
            portfolio.DefaultUncertainty = false;
        if (!portfolio.HasPoint)
            portfolio.Point = false;
        Fill(portfolio.Leadership);
    }

    /// <summary>Fills an initiative.</summary>
    public void Fill(Initiative initiative)
    {
        FillNumbers(initiative, NumberSlot.Initiative);
        if (initiative.StartMonth.Length == 0)
            initiative.StartMonth = start;
        if (initiative.Stage == Stage.Unspecified)
            initiative.Stage = Stage.Discovery;
        Fill(initiative.Leadership);
    }

    static void Fill(Leadership leadership)
    {
        if (!leadership.HasStartsVacant)
            leadership.StartsVacant = false;
    }

    void FillNumbers(IMessage message, IEnumerable<NumberSlot> slots)
    {
        foreach (var slot in slots.Where(slot => slot.Get(message) is null))
        {
            var number = uncertain && slot.Uncertainty is { } distribution ? distribution : slot.Default?.Clone();
            if (number is not null)
                slot.Set(message, number);
        }
    }
}
