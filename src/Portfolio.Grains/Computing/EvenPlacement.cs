using Orleans.Placement;
using Orleans.Runtime.Placement;

namespace Portfolio.Grains.Computing;

/// <summary>
/// Places grains on the silos by turns. Shards are of one size and come one after the other, so that each silo gets as many as any other; placed at
/// random, a silo of two would be without any for an eighth of the time.
/// </summary>
[GenerateSerializer, Immutable, SuppressReferenceTracking]
[Alias("even-placement")]
public sealed class EvenPlacement : PlacementStrategy;

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
        var turn = (uint)Interlocked.Increment(ref turns) % (uint)silos.Length;
        return Task.FromResult(silos.Order().ElementAt((int)turn));
    }
}
