using Microsoft.Extensions.DependencyInjection;
using Portfolio.Grains.Batches;
using Portfolio.Grains.Computing;
using Portfolio.Grains.Journals;
using Portfolio.Grains.Rehearsals;
using Portfolio.Grains.Retention;
using Portfolio.Grains.Runs;
using Portfolio.Grains.Serialization;
using Portfolio.Grains.Streams;
using Portfolio.Grains.Studies;
using Portfolio.Model.Blocks;
using Portfolio.Model.Simulation;

namespace Portfolio.Grains;

/// <summary>What the grains need of their silo.</summary>
public static class GrainServices
{
    /// <summary>Adds the compute pool, the kernel and the message codec. Storage is the host's to add.</summary>
    public static IServiceCollection AddPortfolioGrains(this IServiceCollection services, ComputeOptions compute)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(compute);
        services.AddSingleton<ComputePool>();
        services.AddSingleton<IKernel, VectorKernel>();
        services.AddSingleton<CompiledRuns>();
        services.AddSingleton<HeldRuns>();
        services.AddSingleton<KnownInquiries>();
        services.AddSingleton<OutcomeReader>();
        services.AddSingleton<ShardSizes>();
        services.AddSingleton<RunComparer>();
        services.AddSingleton<RunOutcomes>();
        services.AddSingleton<ItemReader>();
        services.AddSingleton<Pruning>();
        services.AddSingleton<FeedNews>();
        services.AddSingleton<ActiveJournals>();
        services.AddSingleton<RunStreams>();
        services.AddSingleton<SampleTimer>();
        services.AddSingleton<RunCosts>();
        services.AddSingleton<RunVerifier>();
        services.AddSingleton<LivedPasts>();
        services.AddSingleton<RunReplayer>();
        services.AddSingleton<OddsMaker>();
        services.AddPlacementDirector<EvenPlacement, EvenPlacementDirector>();
        return services.AddPortfolioCodecs();
    }
}
