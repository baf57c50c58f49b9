using System.Collections.Immutable;
using System.Net;

namespace Portfolio.Grains.Tests.Computing;

/// <summary>A cluster of some silos, and one that is dead.</summary>
sealed class Members(IReadOnlyCollection<SiloAddress> active) : IClusterMembershipService
{
    public ClusterMembershipSnapshot CurrentSnapshot { get; } = new(
        active.Select(silo => new ClusterMember(silo, SiloStatus.Active, silo.ToString()))
            .Append(new ClusterMember(SiloAddress.New(IPAddress.Loopback, 9, 1), SiloStatus.Dead, "dead"))
            .ToImmutableDictionary(member => member.SiloAddress),
        new MembershipVersion(1));

    public IAsyncEnumerable<ClusterMembershipSnapshot> MembershipUpdates => throw new NotSupportedException();

    public ValueTask Refresh(MembershipVersion minimumVersion = default, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

    public Task<bool> TryKill(SiloAddress siloAddress) => throw new NotSupportedException();
}
