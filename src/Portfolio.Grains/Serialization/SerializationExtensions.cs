using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Orleans.Serialization.Cloning;
using Orleans.Serialization.Serializers;

namespace Portfolio.Grains.Serialization;

/// <summary>Registers how messages and results travel between silos.</summary>
public static class SerializationExtensions
{
    /// <summary>Carries the messages of the schema as protobuf, and what shards came to in a form of its own.</summary>
    public static IServiceCollection AddPortfolioCodecs(this IServiceCollection services) => services
        .AddCodec<ProtobufCodec>(ProtobufCodec.Alias)
        .AddCodec<ShardReportCodec>(ShardReportCodec.Alias);

    static IServiceCollection AddCodec<T>(this IServiceCollection services, string alias)
        where T : class, IGeneralizedCodec, IGeneralizedCopier, ITypeFilter => services
        .AddSingleton<T>()
        .AddSingleton<IGeneralizedCodec>(provider => provider.GetRequiredService<T>())
        .AddSingleton<IGeneralizedCopier>(provider => provider.GetRequiredService<T>())
        .AddSingleton<ITypeFilter>(provider => provider.GetRequiredService<T>())
        .AddSerializer(builder => builder.Configure(options => options.WellKnownTypeAliases[alias] = typeof(T)));
}
