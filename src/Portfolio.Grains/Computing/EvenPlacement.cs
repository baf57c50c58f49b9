using Orleans.Placement;
using Orleans.Runtime.Placement;

namespace Portfolio.Grains.Computing;

/// <summary>Places grains on the silos where whoever asks for them prefers, else by turns; placed at random, a silo of two would be without any for an eighth of the time.</summary>
[GenerateSerializer, Immutable, SuppressReferenceTracking]
[Alias("even-placement")]
public sealed class EvenPlacement : PlacementStrategy
{
    /// <summary>Prefers a silo for the grain that is asked for next in an asynchronous method, and in what that calls.</summary>
    /// <param name="silo">The silo; null for none.</param>
    internal static void Prefer(SiloAddress? silo)
    {
        if (silo is not null)
            RequestContext.Set(IPlacementDirector.PlacementHintKey, silo);
    }
}

/// <summary>Places the grains of a class on the silos by turns.</summary>
[AttributeUsage(AttributeTargets.Class)]
sealed class EvenPlacementAttribute() : PlacementAttribute(new EvenPlacement());

/// <summary>Knows whose turn it is.</summary>
sealed class EvenPlacementDirector : IPlacementDirector
{
    int turns = -1;

    /// <inheritdoc/>
    public Task<SiloAddress> OnAddActivation(PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        var silos = context.GetCompatibleSilos(target);
        if (IPlacementDirector.GetPlacementHint(target.RequestContextData, silos) is { } preferred)
            return Task.FromResult(preferred);
        var turn = (uint)Interlocked.Increment(ref turns) % (uint)silos.Length;
        return Task.FromResult(silos.Order().ElementAt((int)turn));
    }
}
